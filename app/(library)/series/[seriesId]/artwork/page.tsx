import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ArtworkPicker } from "../../../_components/artwork/artwork-picker.tsx";
import { ArtworkSkeleton } from "../../../_components/artwork/artwork-skeleton.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { OwnerStrips } from "./_components/owner-strips.tsx";
import { StripsSkeleton } from "./_components/strips-skeleton.tsx";
import { getShowArtwork } from "./queries.ts";
import { readShowArtworkParams, showArtworkAddress } from "./show-artwork-params.ts";

export const metadata: Metadata = { title: "Artwork" };

type Props = SeriesParams & { searchParams: Promise<SearchParams> };

export default async function SeriesArtworkPage(props: Props) {
  await requireUser();
  return (
    <Suspense
      fallback={
        <div className="grid gap-6">
          <StripsSkeleton />
          <ArtworkSkeleton />
        </div>
      }
    >
      <Artwork {...props} />
    </Suspense>
  );
}

async function Artwork({ params, searchParams }: Props) {
  const seriesId = await readSeriesId(params);
  const artwork = await getShowArtwork(seriesId, await readShowArtworkParams(searchParams));
  const { owners, seasonNumber, episodeNumber, heading, ...picker } = artwork;
  const at = `/series/${seriesId}/artwork`;
  const here = { season: seasonNumber ?? null, episode: episodeNumber ?? null };
  return (
    <div className="grid grid-cols-1 gap-6">
      <OwnerStrips
        at={at}
        owners={owners}
        seasonNumber={seasonNumber}
        episodeNumber={episodeNumber}
        type={picker.type}
      />
      {heading !== undefined && <p className="-mb-2 font-medium text-2 text-sm">{heading}</p>}
      <ArtworkPicker {...picker} hrefOf={(type) => showArtworkAddress(at, { ...here, type })} />
    </div>
  );
}
