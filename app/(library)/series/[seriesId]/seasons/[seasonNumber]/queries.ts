import { notFound } from "next/navigation";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { findSeason } from "#lib/series/get-season.ts";
import { listSeasonEpisodes } from "#lib/series/list-season-episodes.ts";
import { today } from "../../_components/today.ts";
import { getSeasons, getShow } from "../../queries.ts";

type Place = { seriesId: number; seasonNumber: number };

/** The season among those of its series. The 404 page when the series has none of this number. */
export async function getSeasonPlace({ seriesId, seasonNumber }: Place) {
  await requireUser();
  const seasons = await getSeasons(seriesId);
  const place = seasons.find((season) => season.seasonNumber === seasonNumber) ?? notFound();
  return { season: place, seasons };
}

/** A season and its episodes; those whose file is gone only when asked for, unless a provider lists them. */
export async function getSeason(place: Place, { withVanished }: { withVanished: boolean }) {
  await requireUser();
  const { show, mayEdit } = await getShow(place.seriesId);
  const [known, all, { season, seasons }] = await Promise.all([
    findSeason(getDb(), place),
    listSeasonEpisodes(getDb(), { ...place, episodeOrder: show.episodeOrder, today: today() }),
    getSeasonPlace(place),
  ]);
  return {
    ...season,
    plot: known?.plot ?? null,
    mayEdit,
    /** One that only a provider lists has nothing of its own yet. */
    isEditable: mayEdit && known !== undefined,
    seasons,
    vanished: all.filter(({ state }) => state === "vanished").length,
    episodes: withVanished ? all : all.filter(({ state }) => state !== "vanished"),
    sizeBytes: sizeOf(all),
  };
}
export type Season = Awaited<ReturnType<typeof getSeason>>;

/** A file that holds several episodes counts once. */
function sizeOf(episodes: Awaited<ReturnType<typeof listSeasonEpisodes>>): number {
  return episodes
    .filter(({ sharedWith, episodeNumber, seasonNumber }) => {
      const first = sharedWith.find((each) => each.seasonNumber === seasonNumber);
      return first === undefined || first.episodeNumber === episodeNumber;
    })
    .reduce((sum, { file }) => sum + (file?.sizeBytes ?? 0), 0);
}
