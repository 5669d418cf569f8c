import { route } from "#app/_server/route.ts";
import { summarizeMovies } from "#lib/movies/list-movies.ts";
import { filterOf, readFilmListParams } from "../_components/film-list-params.ts";

/** How many films match the filters of /movies, and the newest: an open list asks whether there are others by now. */
export const GET = route({ role: "viewer" }, async ({ request, db }) =>
  summarizeMovies(db, filterOf(readFilmListParams(request))),
);
