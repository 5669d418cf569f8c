import { and, count, eq, inArray, isNull, max, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { type Keyset, keysetOrder, readKeysetPage } from "#db/keyset.ts";
import { cacheImageFiles, movies } from "#db/schema/index.ts";
import { type MovieSort, readMovieCursor, writeMovieCursor } from "./movie-cursor.ts";
import { isAnyLocked, type MovieFilter, movieCondition } from "./movie-filter.ts";

/** The most films one call gives. */
export const moviePageLimit = 200;

const sortColumns = {
  title: movies.sortKey,
  year: movies.year,
  added: movies.createdAt,
  rating: movies.rating,
} as const;

/** What a card or a row of the table shows, and nothing more. */
const shown = {
  movieId: movies.id,
  title: movies.title,
  year: movies.year,
  rating: movies.rating,
  runtimeMinutes: movies.runtimeMinutes,
  libraryId: movies.libraryId,
  status: movies.identificationStatus,
  monitored: movies.monitored,
  missingAt: movies.missingAt,
  addedAt: movies.createdAt,
  publishedAt: movies.lastPublishedAt,
  publishedVersion: movies.publishedVersion,
  version: movies.version,
  posterHash: cacheImageFiles.fileHash,
  posterThumbhash: cacheImageFiles.thumbhash,
  hasFanart: sql<number>`case when ${movies.fanartId} is null then 0 else 1 end`.mapWith((value) => value === 1),
  isLocked: sql<number>`case when ${isAnyLocked} then 1 else 0 end`.mapWith((value) => value === 1),
};

export type MovieCard = Awaited<ReturnType<typeof findMovieCards>>[number];

type MovieList = { filter?: MovieFilter; sort?: MovieSort };
const byTitle: MovieSort = { by: "title", descending: false };

/**
 * A page of films in order. `cursor` is what the page before gave as `nextCursor`; a page costs the same wherever it
 * stands. Films without a year or rating come last in both directions. Throws AppError invalid for a foreign cursor.
 */
export async function listMovies(
  db: Db,
  { filter = {}, sort = byTitle, cursor, limit = 50 }: MovieList & { cursor?: string | undefined; limit?: number } = {},
): Promise<{ movies: MovieCard[]; nextCursor: string | null }> {
  const page = {
    limit: Math.min(Math.max(1, limit), moviePageLimit),
    after: cursor !== undefined ? readMovieCursor(cursor, sort) : undefined,
  };
  const { rows, hasMore } = await readKeysetPage(keysetOf(sort), page, (part, rowLimit) =>
    db
      .select({ ...shown, sortKey: movies.sortKey })
      .from(movies)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
      .where(and(movieCondition(db, filter), part.where))
      .orderBy(...part.order)
      .limit(rowLimit),
  );
  const last = rows.at(-1);
  return {
    movies: rows.map(({ sortKey: _sortKey, ...card }) => card),
    nextCursor: last && hasMore ? writeMovieCursor(sort, last) : null,
  };
}

const keysetOf = ({ by, descending }: MovieSort): Keyset => ({
  by: sortColumns[by],
  id: movies.id,
  isNullable: by === "year" || by === "rating",
  descending,
});

/**
 * The ids of all films that match, in order: the places of a grid that can be scrolled anywhere and does not move while
 * films come and go. Ten thousand are 60 kB.
 */
export async function listMovieOrder(db: Db, { filter = {}, sort = byTitle }: MovieList = {}): Promise<number[]> {
  const found = await db
    .select({ movieId: movies.id })
    .from(movies)
    .where(movieCondition(db, filter))
    .orderBy(...keysetOrder(keysetOf(sort)));
  return found.map(({ movieId }) => movieId);
}

/** The cards of these films, in any order; removed ones are left out. At most `moviePageLimit` ids. */
export function findMovieCards(db: Db, movieIds: readonly number[]) {
  return db
    .select(shown)
    .from(movies)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
    .where(and(inArray(movies.id, movieIds.slice(0, moviePageLimit)), isNull(movies.deletedAt)));
}

/** How many films match, and the newest of them: tells an open list that there are others by now. */
export async function summarizeMovies(db: Db, filter: MovieFilter): Promise<{ count: number; newestId: number }> {
  const [found] = await db
    .select({ count: count(), newestId: max(movies.id) })
    .from(movies)
    .where(movieCondition(db, filter));
  return { count: found?.count ?? 0, newestId: found?.newestId ?? 0 };
}
