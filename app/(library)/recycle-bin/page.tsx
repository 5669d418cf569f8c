import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RecycledFiles } from "./_components/recycled-files.tsx";
import { readRecycledParams } from "./_components/recycled-params.ts";
import { getRecycleBin } from "./queries.ts";

export const metadata: Metadata = { title: "Recycle bin" };

type Props = { searchParams: Promise<SearchParams> };

export default async function RecycleBinPage({ searchParams }: Props) {
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Files searchParams={searchParams} />
    </Suspense>
  );
}

async function Files({ searchParams }: Props) {
  return <RecycledFiles data={await getRecycleBin(await readRecycledParams(searchParams))} />;
}
