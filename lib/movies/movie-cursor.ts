import { cursorValues, type KeysetPosition, type ListSort, readCursor, writeCursor } from "#db/keyset.ts";
import type { MovieSortField } from "./vocabulary.ts";

export type MovieSort = ListSort<MovieSortField>;

const written = {
  title: cursorValues.text,
  year: cursorValues.whole.nullable(),
  added: cursorValues.instant,
  rating: cursorValues.number.nullable(),
} as const;

type Sorted = { movieId: number; sortKey: string; year: number | null; addedAt: Date; rating: number | null };

const values = {
  title: (movie) => movie.sortKey,
  year: (movie) => movie.year,
  added: (movie) => movie.addedAt,
  rating: (movie) => movie.rating,
} as const satisfies Record<MovieSortField, (movie: Sorted) => KeysetPosition["value"]>;

/** The cursor behind this film, as text for addresses. */
export function writeMovieCursor(sort: MovieSort, movie: Sorted): string {
  return writeCursor(sort, { value: values[sort.by](movie), id: movie.movieId });
}

/** Throws AppError invalid for a cursor that is not one of this order. */
export function readMovieCursor(cursor: string, sort: MovieSort): KeysetPosition {
  return readCursor(cursor, sort, written[sort.by]);
}
