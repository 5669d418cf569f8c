import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { RefreshAfterJobs } from "#app/_components/refresh-after-jobs.tsx";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { UnknownFiles } from "./_components/unknown-files.tsx";
import { readUnknownParams } from "./_components/unknown-params.ts";
import { getUnknownFiles } from "./queries.ts";

export const metadata: Metadata = { title: "Unknown files" };

type Props = { searchParams: Promise<SearchParams> };

export default async function UnknownFilesPage({ searchParams }: Props) {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <>
      <PageHeader
        title="Unknown files"
        description="Files in your libraries that belong to no film or series by their name. Say what they are, or put them aside."
      />
      <RefreshAfterJobs />
      <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
        <Files searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Files({ searchParams }: Props) {
  return <UnknownFiles data={await getUnknownFiles(await readUnknownParams(searchParams))} />;
}
