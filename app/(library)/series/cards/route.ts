import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { findSeriesCards, seriesPageLimit } from "#lib/series/list-series.ts";
import { toShow } from "../_components/show.ts";

const query = z.object({
  ids: z
    .string()
    .transform((text) => text.split(".").map(Number))
    .pipe(z.array(z.int().positive()).min(1).max(seriesPageLimit)),
});

/** The cards of these series (`ids=1.2.3`, 200 at most). Removed ones are left out. */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, db }) => {
  const cards = await findSeriesCards(db, input.query.ids);
  return { series: cards.map(toShow) };
});
