import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PublishSkeleton } from "../../../_components/publish/publish-skeleton.tsx";
import { PublishView } from "../../../_components/publish/publish-view.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getPublishPage } from "./queries.ts";

export const metadata: Metadata = { title: "Publish" };

export default async function PublishPage({ params }: SeriesParams) {
  await requireUser("editor");
  return (
    <Suspense fallback={<PublishSkeleton />}>
      <Plan params={params} />
    </Suspense>
  );
}

async function Plan({ params }: SeriesParams) {
  return <PublishView {...(await getPublishPage(await readSeriesId(params)))} />;
}
