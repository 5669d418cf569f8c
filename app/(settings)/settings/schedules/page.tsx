import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ScheduleRow } from "./_components/schedule-row.tsx";
import { getSchedules } from "./queries.ts";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="Schedules"
        description="What runs by itself, in the time of the server. Times that were missed while nothing ran count as one."
      />
      <RefreshAfterJobs />
      <Suspense fallback={<SchedulesSkeleton />}>
        <Schedules />
      </Suspense>
    </>
  );
}

async function Schedules() {
  const groups = await getSchedules();
  if (groups.length === 0) {
    return <p className="text-2 text-sm">None yet. The first worker that starts adds them.</p>;
  }
  return (
    <div className="grid gap-6">
      {groups.map(({ key, title, isOff, schedules }) => (
        <Card key={key}>
          <CardHeader
            title={title}
            description={isOff ? "This library is switched off, so nothing of it runs." : undefined}
          />
          <CardContent>
            <ul aria-label={`Schedules of ${title}`} className="grid">
              {schedules.map((schedule) => (
                <ScheduleRow key={schedule.scheduleId} schedule={schedule} of={title} />
              ))}
            </ul>
          </CardContent>
        </Card>
      ))}
    </div>
  );
}

function SchedulesSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading schedules" className="grid gap-6">
      <Skeleton className="h-96 rounded-lg" />
      <Skeleton className="h-56 rounded-lg" />
    </div>
  );
}
