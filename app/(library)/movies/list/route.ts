import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listMovies, moviePageLimit } from "#lib/movies/list-movies.ts";
import { toFilm } from "../_components/film.ts";
import { filterOf, readFilmListParams, sortOf } from "../_components/film-list-params.ts";

const query = z
  .object({
    cursor: z.string().max(10_000).optional(),
    limit: z.coerce.number().int().min(1).max(moviePageLimit).default(50),
  })
  .loose();

/** A page of films: the same filters and orders as the page /movies, with `cursor` and `limit` (200 at most). */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, request, db }) => {
  const params = readFilmListParams(request);
  const { cursor, limit } = input.query;
  const page = await listMovies(db, { filter: filterOf(params), sort: sortOf(params), cursor, limit });
  return { films: page.movies.map(toFilm), nextCursor: page.nextCursor };
});
