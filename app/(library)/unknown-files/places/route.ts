import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listShowPlaces } from "#lib/libraries/list-show-places.ts";

const id = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);
const query = z.object({
  series: id,
  season: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});

/** The seasons of a series, and the episodes of the one that is asked for: what a file can be assigned to. */
export const GET = route({ role: "editor", input: { query } }, ({ input: { query }, db }) =>
  listShowPlaces(db, { seriesId: query.series, seasonNumber: query.season ?? null }),
);
