import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { CopyPath } from "#components/copy-path.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { CheckAgain } from "./_components/check-again.tsx";
import { DiskList } from "./_components/disk-list.tsx";
import { Fact, FactList } from "./_components/fact-list.tsx";
import { FreeSpaceForm } from "./_components/free-space-form.tsx";
import { HealthList } from "./_components/health-list.tsx";
import { RetentionForm } from "./_components/retention-form.tsx";
import { SystemSkeleton } from "./_components/system-skeleton.tsx";
import { WorkerList } from "./_components/worker-list.tsx";
import { getHealth } from "./queries.ts";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader
        title="System"
        description="Whether everything is well, and what this Metarr runs on."
        actions={<CheckAgain />}
      />
      <Suspense fallback={<SystemSkeleton />}>
        <System />
      </Suspense>
    </>
  );
}

async function System() {
  const { health, checks, minFreeMb, retentionDays } = await getHealth();
  const { engine, data } = health;
  return (
    <div className="grid gap-6">
      <Card>
        <CardHeader title="Health" />
        <HealthList checks={checks} />
      </Card>
      <Card>
        <CardHeader
          title="Workers"
          description="Processes that scan, fetch and publish. Each says every 10 seconds that it is there."
        />
        <WorkerList workers={health.workers} />
      </Card>
      <Card>
        <CardHeader title="Disks" />
        <DiskList data={data} roots={health.roots} />
        <CardContent>
          <FreeSpaceForm minFreeMb={minFreeMb} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="Recycle bin" description="Where files go that Metarr removes or replaces." />
        <CardContent>
          <RetentionForm retentionDays={retentionDays} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="This Metarr" />
        <CardContent>
          <FactList>
            <Fact label="Version">{health.version}</Fact>
            <Fact label="Node.js">{health.nodeVersion}</Fact>
            <Fact label="Web process started">
              <TimeAgo at={health.startedAt} />
            </Fact>
            <Fact label="Database">
              {engine.engine === "sqlite" ? "SQLite" : "PostgreSQL"} {engine.version}, {bytesInWords(engine.sizeBytes)}
            </Fact>
            <Fact label="Films">{health.films.toLocaleString("en")}</Fact>
            <Fact label="Data folder" wide>
              <CopyPath path={data.path} />
            </Fact>
          </FactList>
        </CardContent>
      </Card>
    </div>
  );
}
