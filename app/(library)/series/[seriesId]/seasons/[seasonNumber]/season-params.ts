import { notFound } from "next/navigation";
import { readNumber } from "../../../../_components/read-number.ts";
import { findSeriesId } from "../../series-id.ts";

export type SeasonParams = { params: Promise<{ seriesId: string; seasonNumber: string }> };

/** The series and season in the address; undefined for numbers that none can have. */
export async function findSeasonParams(params: SeasonParams["params"]) {
  const seriesId = await findSeriesId(params);
  const seasonNumber = readNumber((await params).seasonNumber, { least: 0 });
  return seriesId === undefined || seasonNumber === undefined ? undefined : { seriesId, seasonNumber };
}

/** The same; the 404 page for numbers that none can have. */
export async function readSeasonParams(params: SeasonParams["params"]) {
  return (await findSeasonParams(params)) ?? notFound();
}
