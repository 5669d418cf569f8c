import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { PublishView } from "./_components/publish-view.tsx";
import { getPublishPreview } from "./queries.ts";

export const metadata: Metadata = { title: "Publish" };

export default async function PublishPage({ params }: MovieParams) {
  await requireUser("editor");
  return (
    <Suspense fallback={<PublishSkeleton />}>
      <Preview params={params} />
    </Suspense>
  );
}

async function Preview({ params }: MovieParams) {
  return <PublishView preview={await getPublishPreview(await readMovieId(params))} />;
}

function PublishSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Comparing with the disk" className="grid gap-6">
      <Skeleton className="h-12" />
      <Skeleton className="h-72 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
