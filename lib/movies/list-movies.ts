import { and, asc, count, desc, eq, inArray, isNotNull, isNull, max, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, movies } from "#db/schema/index.ts";
import { type MoviePosition, type MovieSort, readCursor, writeCursor } from "./movie-cursor.ts";
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
  const wanted = Math.min(Math.max(1, limit), moviePageLimit);
  const after = cursor === undefined ? undefined : readCursor(cursor, sort);
  const found: (MovieCard & { sortKey: string })[] = [];
  for (const part of partsAfter(sort, after)) {
    const missing = wanted + 1 - found.length;
    if (missing <= 0) break;
    const rows = await db
      .select({ ...shown, sortKey: movies.sortKey })
      .from(movies)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
      .where(and(movieCondition(db, filter), part.where))
      .orderBy(...part.order)
      .limit(missing);
    found.push(...rows);
  }
  const page = found.slice(0, wanted);
  const last = page.at(-1);
  return {
    movies: page.map(({ sortKey: _sortKey, ...card }) => card),
    nextCursor: last && found.length > wanted ? writeCursor(sort, last) : null,
  };
}

/**
 * The ids of all films that match, in order: the places of a grid that can be scrolled anywhere and does not move while
 * films come and go. Ten thousand are 60 kB.
 */
export async function listMovieOrder(db: Db, { filter = {}, sort = byTitle }: MovieList = {}): Promise<number[]> {
  const column = sortColumns[sort.by];
  const direction = sort.descending ? desc : asc;
  const found = await db
    .select({ movieId: movies.id })
    .from(movies)
    .where(movieCondition(db, filter))
    .orderBy(...(isNullable(sort) ? [asc(isNull(column))] : []), direction(column), direction(movies.id));
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

const isNullable = ({ by }: MovieSort): boolean => by === "year" || by === "rating";

type Part = { where: SQL | undefined; order: SQL[] };

/**
 * The stretches of the list that remain behind a position: films with a value, then those without one. Each is a range
 * of the (column, id) index, so no database has to sort or count what was read before.
 */
function partsAfter(sort: MovieSort, after: MoviePosition | undefined): Part[] {
  const column = sortColumns[sort.by];
  const direction = sort.descending ? desc : asc;
  const than = sql.raw(sort.descending ? "<" : ">");
  const valued: Part = {
    where: and(
      isNullable(sort) ? isNotNull(column) : undefined,
      after && after.value !== null
        ? sql`(${column}, ${movies.id}) ${than} (${sql.param(after.value, column)}, ${after.movieId})`
        : undefined,
    ),
    order: [direction(column), direction(movies.id)],
  };
  if (!isNullable(sort)) return [valued];
  const empty: Part = {
    where: and(isNull(column), after && after.value === null ? sql`${movies.id} ${than} ${after.movieId}` : undefined),
    order: [direction(movies.id)],
  };
  return after?.value === null ? [empty] : [valued, empty];
}
