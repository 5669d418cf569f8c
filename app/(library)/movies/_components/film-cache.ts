import { z } from "zod";
import { getJson } from "#app/_components/get-json.ts";
import { createCardCache } from "../../_components/card-cache.ts";
import { type Film, filmSchema } from "./film.ts";

const answer = z.object({ films: z.array(filmSchema) });

/** The films the browser knows. */
export const filmCache = createCardCache<Film>({
  idOf: (film) => film.movieId,
  load: async (movieIds) => (await getJson(`/movies/cards?ids=${movieIds.join(".")}`, answer)).films,
});
