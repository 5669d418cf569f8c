import { FolderPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { DashboardSkeleton, RecentFilmsSkeleton } from "./_components/dashboard-skeleton.tsx";
import { LibraryCards } from "./_components/library-cards.tsx";
import { NeedsYou } from "./_components/needs-you.tsx";
import { RecentChanges } from "./_components/recent-changes.tsx";
import { RecentFilms } from "./_components/recent-films.tsx";
import { RunningNow } from "./_components/running-now.tsx";
import { ScanButton } from "./_components/scan-button.tsx";
import { getOverview } from "./queries.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default function DashboardPage() {
  return (
    <Suspense
      fallback={
        <>
          <PageHeader title="Dashboard" />
          <DashboardSkeleton />
        </>
      }
    >
      <Dashboard />
    </Suspense>
  );
}

async function Dashboard() {
  const overview = await getOverview();
  const { libraries, mayEdit, mayAddLibrary } = overview;
  if (libraries.length === 0) return <NoLibrary mayAddLibrary={mayAddLibrary} />;
  return (
    <>
      <PageHeader title="Dashboard" actions={mayEdit && <ScanButton />} />
      <RefreshAfterJobs />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 grid-cols-1 content-start gap-6">
          <NeedsYou overview={overview} />
          <div className="lg:hidden">
            <RunningNow mayAct={mayEdit} />
          </div>
          <LibraryCards libraries={libraries} mayEdit={mayEdit} />
          <Suspense fallback={<RecentFilmsSkeleton />}>
            <RecentFilms />
          </Suspense>
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-6">
          <div className="max-lg:hidden">
            <RunningNow mayAct={mayEdit} />
          </div>
          <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
            <RecentChanges />
          </Suspense>
        </div>
      </div>
    </>
  );
}

function NoLibrary({ mayAddLibrary }: { mayAddLibrary: boolean }) {
  return (
    <>
      <PageHeader title="Dashboard" />
      <EmptyState
        icon={<FolderPlus />}
        title="No library yet"
        description={
          mayAddLibrary
            ? "A library is a folder of films or series. Metarr reads it, fetches what is missing, and changes no file before you ask."
            : "An administrator adds the first library. What needs you and what runs is shown here then."
        }
        action={
          mayAddLibrary && (
            <Button asChild variant="primary">
              <Link href="/settings/libraries">Add a library</Link>
            </Button>
          )
        }
      />
    </>
  );
}
