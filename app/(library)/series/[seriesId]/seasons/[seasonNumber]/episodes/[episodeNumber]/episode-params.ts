import { notFound } from "next/navigation";
import { readNumber } from "../../../../../../_components/read-number.ts";
import { findSeasonParams } from "../../season-params.ts";

export type EpisodeParams = { params: Promise<{ seriesId: string; seasonNumber: string; episodeNumber: string }> };

/** The episode in the address; undefined for numbers that none can have. */
export async function findEpisodeParams(params: EpisodeParams["params"]) {
  const season = await findSeasonParams(params);
  const episodeNumber = readNumber((await params).episodeNumber, { least: 0 });
  return season === undefined || episodeNumber === undefined ? undefined : { ...season, episodeNumber };
}

/** The same; the 404 page for numbers that none can have. */
export async function readEpisodeParams(params: EpisodeParams["params"]) {
  return (await findEpisodeParams(params)) ?? notFound();
}
