import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listSeries, seriesPageLimit } from "#lib/series/list-series.ts";
import { toShow } from "../_components/show.ts";
import { filterOf, readShowListParams, sortOf } from "../_components/show-list-params.ts";

const query = z
  .object({
    cursor: z.string().max(10_000).optional(),
    limit: z.coerce.number().int().min(1).max(seriesPageLimit).default(50),
  })
  .loose();

/** A page of series: the same filters and orders as the page /series, with `cursor` and `limit` (200 at most). */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, request, db }) => {
  const params = readShowListParams(request);
  const { cursor, limit } = input.query;
  const page = await listSeries(db, { filter: filterOf(params), sort: sortOf(params), cursor, limit });
  return { series: page.series.map(toShow), nextCursor: page.nextCursor };
});
