import { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { createCardCache } from "../../_components/card-cache.ts";
import { type Show, showSchema } from "./show.ts";

const answer = z.object({ series: z.array(showSchema) });

/** The series the browser knows. */
export const showCache = createCardCache<Show>({
  idOf: (show) => show.seriesId,
  load: async (seriesIds) => (await getJson(`/series/cards?ids=${seriesIds.join(".")}`, answer)).series,
});
