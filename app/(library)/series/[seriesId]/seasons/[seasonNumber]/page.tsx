import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { nameOfSeason, seasonHref } from "../../_components/names.ts";
import { EpisodeTable } from "./_components/episode-table.tsx";
import { SeasonHeader } from "./_components/season-header.tsx";
import { SeasonNav } from "./_components/season-nav.tsx";
import { SeasonSkeleton } from "./_components/season-skeleton.tsx";
import { VanishedToggle } from "./_components/vanished-toggle.tsx";
import { getSeason, getSeasonPlace } from "./queries.ts";
import { findSeasonParams, readSeasonParams, type SeasonParams } from "./season-params.ts";

type Props = SeasonParams & { searchParams: Promise<{ files?: string | string[] }> };

export async function generateMetadata({ params }: SeasonParams): Promise<Metadata> {
  const place = await findSeasonParams(params);
  return place === undefined ? {} : { title: nameOfSeason(place.seasonNumber) };
}

export default async function SeasonPage(props: Props) {
  await requireUser();
  const place = await readSeasonParams(props.params);
  // Asked before anything is sent, so that a season that does not exist answers 404.
  const { seasons } = await getSeasonPlace(place);
  return (
    <div className="grid grid-cols-1 gap-6">
      <SeasonNav {...place} seasons={seasons} />
      <Suspense key={place.seasonNumber} fallback={<SeasonSkeleton />}>
        <Episodes {...props} />
      </Suspense>
    </div>
  );
}

async function Episodes({ params, searchParams }: Props) {
  const place = await readSeasonParams(params);
  const withVanished = (await searchParams).files === "missing";
  const season = await getSeason(place, { withVanished });
  return (
    <>
      <SeasonHeader
        season={season}
        editHref={season.isEditable ? `${seasonHref(place.seriesId, place.seasonNumber)}/edit` : undefined}
      />
      <VanishedToggle {...place} vanished={season.vanished} isShown={withVanished} />
      <EpisodeTable
        seriesId={place.seriesId}
        seasonNumber={place.seasonNumber}
        episodes={season.episodes}
        mayEdit={season.mayEdit}
      />
    </>
  );
}
