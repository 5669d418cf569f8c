import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RecycledFiles } from "./_components/recycled-files.tsx";
import { getRecycleBin } from "./queries.ts";

export const metadata: Metadata = { title: "Recycle bin" };

export default function RecycleBinPage() {
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
