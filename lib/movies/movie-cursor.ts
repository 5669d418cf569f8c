import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import type { MovieSortField } from "./vocabulary.ts";

export type MovieSort = { by: MovieSortField; descending: boolean };

/** Where a page ended: the value it was sorted by, and the film. */
export type MoviePosition = { value: string | number | Date | null; movieId: number };

const id = z.int().positive();
const written = {
  title: z.tuple([z.literal("title"), z.boolean(), z.string().max(4096), id]),
  year: z.tuple([z.literal("year"), z.boolean(), z.int().nullable(), id]),
  added: z.tuple([z.literal("added"), z.boolean(), z.iso.datetime().transform((at) => new Date(at)), id]),
  rating: z.tuple([z.literal("rating"), z.boolean(), z.number().nullable(), id]),
} as const satisfies Record<MovieSortField, z.ZodType>;

type Sorted = { movieId: number; sortKey: string; year: number | null; addedAt: Date; rating: number | null };

const values = {
  title: (movie) => movie.sortKey,
  year: (movie) => movie.year,
  added: (movie) => movie.addedAt,
  rating: (movie) => movie.rating,
} as const satisfies Record<MovieSortField, (movie: Sorted) => MoviePosition["value"]>;

/** The cursor behind this film, as text for addresses. */
export function writeCursor({ by, descending }: MovieSort, movie: Sorted): string {
  const text = JSON.stringify([by, descending, values[by](movie), movie.movieId]);
  return Buffer.from(text).toString("base64url");
}

/** Throws AppError invalid for a cursor that is not one of this order. */
export function readCursor(cursor: string, { by, descending }: MovieSort): MoviePosition {
  const parsed = written[by].safeParse(decode(cursor));
  if (!parsed.success || parsed.data[1] !== descending) {
    throw new AppError("invalid", "This place in the list is not known. Load the list from its beginning.", {
      field: "cursor",
    });
  }
  return { value: parsed.data[2], movieId: parsed.data[3] };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    // Not ours: refused like any other foreign cursor.
    return undefined;
  }
}
