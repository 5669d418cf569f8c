import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { MovieSort } from "#lib/movies/movie-cursor.ts";
import type { MovieFilter } from "#lib/movies/movie-filter.ts";
import { movieGapNames, movieSortFields, movieSorts, movieStatusNames } from "#lib/movies/vocabulary.ts";

/** The list of films in the address: /movies?q=heat&status=enriched&sort=year. */
export const filmListParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(movieStatusNames)).withDefault([]),
  missing: parseAsArrayOf(parseAsStringLiteral(movieGapNames)).withDefault([]),
  locked: parseAsBoolean.withDefault(false),
  library: parseAsArrayOf(parseAsInteger).withDefault([]),
  genre: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsStringLiteral(movieSortFields).withDefault("title"),
  /** Absent: the way one wants this order first. */
  dir: parseAsStringLiteral(["asc", "desc"]),
  view: parseAsStringLiteral(["grid", "table"]).withDefault("grid"),
  /** Index of the first film in sight, to come back to. */
  at: parseAsInteger.withDefault(0),
};

export type FilmListParams = inferParserType<typeof filmListParams>;

export const readFilmListParams = createLoader(filmListParams);
export const filmListAddress = createSerializer(filmListParams);

/** Values of any length and number come in by the address: what no list needs is cut. */
const mostValues = 50;

export function filterOf(params: FilmListParams): MovieFilter {
  const { q, status, missing, locked, library, genre } = params;
  return {
    search: q,
    statuses: status,
    missing,
    locked,
    libraryIds: library.filter((id) => id > 0 && id <= 2 ** 31 - 1).slice(0, mostValues),
    genres: genre.filter((name) => !name.includes("\0")).slice(0, mostValues),
  };
}

export function sortOf({ sort, dir }: FilmListParams): MovieSort {
  return { by: sort, descending: dir === null ? movieSorts[sort].descending : dir === "desc" };
}

/** Whether anything narrows the list, so that "Clear filters" has something to do. */
export function isFiltered({ q, status, missing, locked, library, genre }: FilmListParams): boolean {
  return q.trim() !== "" || locked || [status, missing, library, genre].some((values) => values.length > 0);
}

/** Everything that narrows the list, taken back. */
export const noFilters = { q: null, status: null, missing: null, locked: null, library: null, genre: null, at: null };
