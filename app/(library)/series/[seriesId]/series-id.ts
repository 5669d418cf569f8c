import { notFound } from "next/navigation";
import { readNumber } from "../../_components/read-number.ts";

export type SeriesParams = { params: Promise<{ seriesId: string }> };

/** The id in the address; the 404 page for what no series can have. */
export async function readSeriesId(params: SeriesParams["params"]): Promise<number> {
  return (await findSeriesId(params)) ?? notFound();
}

/** The id in the address; undefined for what no series can have. */
export async function findSeriesId(params: SeriesParams["params"]): Promise<number | undefined> {
  return readNumber((await params).seriesId);
}
