import { and, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import type { KnownFilm } from "./known-films.ts";

/**
 * Films whose path holds the file of another film now step aside, because no two films have one path: each is found
 * elsewhere in the same scan, or its own file is gone.
 */
export async function evictFilms(tx: Tx, films: readonly KnownFilm[]): Promise<void> {
  if (films.length === 0) return;
  const [ids, paths] = [films.map(({ movieId }) => movieId), films.map(({ filePath }) => filePath)];
  await tx
    .update(movies)
    .set({ filePath: sql`${movies.filePath} || ' (' || ${movies.id} || ')'` })
    // One that an earlier batch of this scan has moved is in nobody's way.
    .where(and(inArray(movies.id, ids), inArray(movies.filePath, paths)));
}

/** Where a film is said to lie that stepped aside. */
export const evictedPath = ({ filePath, movieId }: KnownFilm): string => `${filePath} (${movieId})`;
