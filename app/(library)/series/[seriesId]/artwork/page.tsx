import { Image } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { nameOfSeason } from "../_components/names.ts";
import { PictureShelf } from "../_components/picture-shelf.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getPictures } from "./queries.ts";

export const metadata: Metadata = { title: "Artwork" };

export default async function SeriesArtworkPage({ params }: SeriesParams) {
  await requireUser();
  return (
    <Suspense fallback={<PicturesSkeleton />}>
      <Pictures params={params} />
    </Suspense>
  );
}

async function Pictures({ params }: SeriesParams) {
  const owners = await getPictures(await readSeriesId(params));
  if (owners.length === 0) {
    return (
      <EmptyState
        icon={<Image />}
        title="No pictures yet"
        description="Pictures that lie in the folder of the series are shown here after a scan."
      />
    );
  }
  return (
    <div className="grid gap-10">
      {owners.map(({ seasonNumber, types }) => (
        <section key={seasonNumber} aria-label={nameOf(seasonNumber)} className="grid min-w-0 gap-6">
          <h2 className="font-semibold text-1 text-lg tracking-tight">{nameOf(seasonNumber)}</h2>
          {types.map(({ type, pictures }) => (
            <PictureShelf key={type} owner={nameOf(seasonNumber)} type={type} pictures={pictures} />
          ))}
        </section>
      ))}
    </div>
  );
}

const nameOf = (seasonNumber: number | null): string => (seasonNumber === null ? "Series" : nameOfSeason(seasonNumber));

const places = Array.from({ length: 6 }, (_, index) => `place-${index}`);

function PicturesSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading artwork" className="grid gap-4">
      <Skeleton className="h-6 w-32" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-4">
        {places.map((place) => (
          <Skeleton key={place} className="aspect-2/3" />
        ))}
      </div>
    </div>
  );
}
