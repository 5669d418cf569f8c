import { FileVideo } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ExtraList } from "../../../_components/extra-list.tsx";
import { FileCard } from "../../../_components/file-card.tsx";
import { SubtitleList } from "../../../_components/subtitle-list.tsx";
import { UnknownBeside } from "../../../_components/unknown-beside.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { OtherCopies } from "./_components/other-copies.tsx";
import { getFiles } from "./queries.ts";

export const metadata: Metadata = { title: "Files" };

export default async function FilesPage({ params }: MovieParams) {
  await requireUser();
  return (
    <Suspense fallback={<FilesSkeleton />}>
      <Files params={params} />
    </Suspense>
  );
}

async function Files({ params }: MovieParams) {
  const { files, extras, subtitles, copies, unknown } = await getFiles(await readMovieId(params));
  if (files.length === 0) {
    return (
      <EmptyState
        icon={<FileVideo />}
        title="No file is known"
        description="The files of this film and their streams stand here after the next scan of its library."
      />
    );
  }
  return (
    <div className="grid gap-6">
      {copies.length > 0 && <OtherCopies copies={copies} />}
      {files.map((file) => (
        <FileCard key={file.mediaPartId} file={file} />
      ))}
      {subtitles.length > 0 && <SubtitleList subtitles={subtitles} />}
      {extras.length > 0 && <ExtraList extras={extras} beside="film" />}
      {unknown.count > 0 && unknown.folder !== null && <UnknownBeside count={unknown.count} folder={unknown.folder} />}
    </div>
  );
}

function FilesSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading files" className="grid gap-6">
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
