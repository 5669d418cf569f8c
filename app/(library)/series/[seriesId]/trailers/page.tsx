import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { TrailersSkeleton } from "../../../_components/trailers/trailers-skeleton.tsx";
import { TrailersView } from "../../../_components/trailers/trailers-view.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getTrailers } from "./queries.ts";

export const metadata: Metadata = { title: "Trailers" };

export default async function TrailersPage({ params }: SeriesParams) {
  await requireUser();
  return (
    <Suspense fallback={<TrailersSkeleton />}>
      <Trailers params={params} />
    </Suspense>
  );
}

async function Trailers({ params }: SeriesParams) {
  return <TrailersView {...(await getTrailers(await readSeriesId(params)))} />;
}
