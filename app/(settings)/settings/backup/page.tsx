import type { Metadata } from "next";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { ErrorState } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { SettingAnchor } from "../_components/setting-anchor.tsx";
import { BackUpNow } from "./_components/back-up-now.tsx";
import { BackupList } from "./_components/backup-list.tsx";
import { BackupSettings } from "./_components/backup-settings.tsx";
import { HowToRestore } from "./_components/how-to-restore.tsx";
import { OpenJobs } from "./_components/open-jobs.tsx";
import { WhenNext } from "./_components/when-next.tsx";
import { getBackups } from "./queries.ts";

export const metadata: Metadata = { title: "Backup" };

export default async function BackupPage() {
  await requireUser("admin");
  return (
    <>
      <PageHeader title="Backup" description="Copies of the database, made while Metarr runs." />
      <Suspense fallback={<BackupSkeleton />}>
        <Backups />
      </Suspense>
      <RefreshAfterJobs everyMs={1_000} />
    </>
  );
}

async function Backups() {
  const { backups, folder, withCache, keep, open, isBackingUp, checkedNow, failure, nextRunAt } = await getBackups();
  const newest = backups.find(({ facts, check }) => facts !== null && !check?.problem);
  return (
    <div className="grid gap-6">
      {failure && (
        <ErrorState
          layout="inline"
          title="The last backup failed"
          description={failure.reason ?? "The activity page says why."}
        />
      )}
      <Card>
        <CardHeader
          title="Backups"
          description={<WhenNext at={nextRunAt} />}
          actions={<BackUpNow withCache={withCache} isBackingUp={isBackingUp} />}
        />
        <OpenJobs open={open} />
        <BackupList backups={backups} checkedNow={checkedNow} />
      </Card>
      <Card>
        <CardHeader title="What is kept" description="For backups that Metarr makes every night and on a click." />
        <CardContent>
          <BackupSettings withCache={withCache} keep={keep} />
        </CardContent>
      </Card>
      <SettingAnchor id="restore">
        <Card>
          <CardHeader
            title="Restore"
            description="On the command line, because Metarr must not run meanwhile. All of a backup is checked before anything is replaced, and what is there now is backed up first."
          />
          <CardContent>
            <HowToRestore folder={folder} name={newest?.name} />
          </CardContent>
        </Card>
      </SettingAnchor>
    </div>
  );
}

function BackupSkeleton() {
  return (
    <div aria-busy role="status" aria-label="Reading the backups" className="grid gap-6">
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-48 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
