import { route } from "#app/_server/route.ts";
import { summarizeSeries } from "#lib/series/list-series.ts";
import { filterOf, readShowListParams } from "../_components/show-list-params.ts";

/** How many series match the filters of /series, and the newest: an open list asks whether there are others by now. */
export const GET = route({ role: "viewer" }, async ({ request, db }) =>
  summarizeSeries(db, filterOf(readShowListParams(request))),
);
