import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { findMovieCards, moviePageLimit } from "#lib/movies/list-movies.ts";
import { toFilm } from "../_components/film.ts";

const query = z.object({
  ids: z
    .string()
    .transform((text) => text.split(".").map(Number))
    .pipe(z.array(z.int().positive()).min(1).max(moviePageLimit)),
});

/** The cards of these films (`ids=1.2.3`, 200 at most). Removed ones are left out. */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, db }) => {
  const cards = await findMovieCards(db, input.query.ids);
  return { films: cards.map(toFilm) };
});
