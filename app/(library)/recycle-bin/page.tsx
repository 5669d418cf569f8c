import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RecycledFiles } from "./_components/recycled-files.tsx";
import { getRecycleBin } from "./queries.ts";

export const metadata: Metadata = { title: "Recycle bin" };

export default async function RecycleBinPage() {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <>
      <PageHeader
        title="Recycle bin"
        description="Every file that Metarr removed or replaced. Each can be put back until its time is over."
      />
      <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
        <Files />
      </Suspense>
    </>
  );
}

async function Files() {
  return <RecycledFiles first={await getRecycleBin()} />;
}
