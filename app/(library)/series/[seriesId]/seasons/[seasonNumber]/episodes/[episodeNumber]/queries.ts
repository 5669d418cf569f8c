import { notFound } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listMediaFiles } from "#lib/files/list-media-files.ts";
import { listAssignedPaths } from "#lib/libraries/unknown-files.ts";
import { findEpisode, getEpisodeCredits, getNeighbours, listFileEpisodes } from "#lib/series/get-episode.ts";
import { byDepartment } from "../../../../../../_components/departments.ts";
import { showFiles, showSubtitles } from "../../../../../../_components/shown-file.ts";
import { findShow, getSeasons, getShow } from "../../../../queries.ts";

type Place = { seriesId: number; seasonNumber: number; episodeNumber: number };

/** The episode of the page; undefined when there is none, or its series was removed. */
export const findEpisodeOf = cache(async (seriesId: number, seasonNumber: number, episodeNumber: number) => {
  await requireUser();
  if ((await findShow(seriesId)) === undefined) return undefined;
  return findEpisode(getDb(), { seriesId, seasonNumber, episodeNumber });
});

/** The episode of the page. The 404 page when there is none. */
export async function getEpisode({ seriesId, seasonNumber, episodeNumber }: Place) {
  await requireUser();
  return (await findEpisodeOf(seriesId, seasonNumber, episodeNumber)) ?? notFound();
}

/** The episodes before and after the one of the page. */
export async function getEpisodeNeighbours(place: Place) {
  await requireUser();
  return getNeighbours(getDb(), place);
}

/** The episode with its people, its files and what else lies in them. Viewers get no paths. */
export async function getEpisodePage(place: Place) {
  await requireUser();
  const db = getDb();
  const [{ mayEdit, mayDeleteFiles }, { filePath, ...episode }] = await Promise.all([
    getShow(place.seriesId),
    getEpisode(place),
  ]);
  const [inFile, credits, neighbours, seasons] = await Promise.all([
    listFileEpisodes(db, filePath),
    getEpisodeCredits(db, episode.episodeId),
    getEpisodeNeighbours(place),
    getSeasons(place.seriesId),
  ]);
  const episodeIds = inFile.map(({ episodeId }) => episodeId);
  const [files, assigned] = await Promise.all([
    listMediaFiles(db, { episodeIds }),
    listAssignedPaths(db, { entityType: "episode", entityIds: episodeIds }),
  ]);
  const season = seasons.find(({ seasonNumber }) => seasonNumber === place.seasonNumber);
  const inSeason = inFile.filter(({ seasonNumber }) => seasonNumber === place.seasonNumber);
  return {
    episode,
    ...neighbours,
    /** Without the episodes of this file its season has nothing more to show. */
    isAllOfSeason: season !== undefined && season.listed === null && season.have + season.vanished === inSeason.length,
    mayEdit,
    mayDeleteFiles,
    alsoInFile: inFile.filter(({ episodeId }) => episodeId !== episode.episodeId),
    cast: credits.cast,
    departments: byDepartment(credits.crew),
    ratings: credits.ratings,
    files: showFiles(files, { mayEdit, mainPath: filePath }),
    subtitles: showSubtitles(files, { mayEdit, assigned }),
  };
}
export type EpisodePageData = Awaited<ReturnType<typeof getEpisodePage>>;
