import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { HealthSummary } from "./_components/health-summary.tsx";
import { sectionsFor } from "./_components/settings-index.ts";
import { SettingsSearch } from "./_components/settings-search.tsx";
import { getHealth } from "./system/queries.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await requireUser("admin");
  return (
    <>
      <PageHeader title="Settings" />
      <div className="grid gap-6">
        <Suspense fallback={<Skeleton className="h-11 w-full rounded-lg" />}>
          <Health />
        </Suspense>
        <SettingsSearch role={user.role} sections={sectionsFor(user.role)} />
      </div>
    </>
  );
}

async function Health() {
  const { checks } = await getHealth();
  return <HealthSummary checks={checks} />;
}
