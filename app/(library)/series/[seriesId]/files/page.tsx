import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ExtraList } from "../../../_components/extra-list.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { FolderCard } from "./_components/folder-card.tsx";
import { UnknownList } from "./_components/unknown-list.tsx";
import { getFolder } from "./queries.ts";

export const metadata: Metadata = { title: "Files" };

export default async function SeriesFilesPage({ params }: SeriesParams) {
  await requireUser();
  return (
    <Suspense fallback={<FilesSkeleton />}>
      <Files params={params} />
    </Suspense>
  );
}

async function Files({ params }: SeriesParams) {
  const folder = await getFolder(await readSeriesId(params));
  return (
    <div className="grid gap-6">
      <FolderCard folder={folder} />
      {folder.unknown.length > 0 && <UnknownList folder={folder} />}
      {folder.extras.length > 0 && <ExtraList extras={folder.extras} beside="series" />}
    </div>
  );
}

function FilesSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading files" className="grid gap-6">
      <Skeleton className="h-28 rounded-lg" />
      <Skeleton className="h-48 rounded-lg" />
    </div>
  );
}
