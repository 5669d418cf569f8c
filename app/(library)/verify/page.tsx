import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { RefreshWhile } from "#app/_components/refresh-while.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { FindingCards } from "./_components/finding-cards.tsx";
import { LibraryReports } from "./_components/library-reports.tsx";
import { readVerifyParams } from "./_components/verify-params.ts";
import { getVerify } from "./queries.ts";

export const metadata: Metadata = { title: "Verify" };

type Props = { searchParams: Promise<SearchParams> };

export default async function VerifyPage({ searchParams }: Props) {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <>
      <PageHeader
        title="Verify"
        description="Compares published files, the cache and the database. What is not as it should be stands here until it is repaired."
      />
      <RefreshAfterJobs />
      <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
        <Report searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Report({ searchParams }: Props) {
  const { reports, groups, library, show } = await getVerify(await readVerifyParams(searchParams));
  return (
    <div className="grid gap-6">
      <RefreshWhile active={reports.some(({ isWaiting, run }) => isWaiting || run?.status === "running")} />
      <LibraryReports reports={reports} />
      <FindingCards
        key={`${library} ${show}`}
        groups={groups}
        libraries={reports.map(({ libraryId, name, verifiedAt, isWaiting, run }) => ({
          ...{ libraryId, name, verifiedAt, isWaiting },
          run: run && { status: run.status },
        }))}
        library={library}
        show={show}
      />
    </div>
  );
}
