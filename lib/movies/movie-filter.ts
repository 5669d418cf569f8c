import { and, eq, exists, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { genres, movieGenres, movies } from "#db/schema/index.ts";
import { searchWords } from "#lib/fold-text.ts";
import { movieLocks } from "./fields.ts";
import type { MovieGap, MovieStatusFilter } from "./vocabulary.ts";

/** What a list of films is narrowed to. Several values of one kind mean any of them; kinds add up. */
export type MovieFilter = {
  /** Words that titles hold, in any order. Plain text: no sign of it means anything else (S20). */
  search?: string | undefined;
  /** Without `missing` among them films whose file is gone are left out. */
  statuses?: readonly MovieStatusFilter[] | undefined;
  missing?: readonly MovieGap[] | undefined;
  /** Films with any field or picture locked. */
  locked?: boolean | undefined;
  libraryIds?: readonly number[] | undefined;
  genres?: readonly string[] | undefined;
};

const gaps = {
  poster: isNull(movies.posterId),
  fanart: isNull(movies.fanartId),
  clearlogo: isNull(movies.logoId),
  published: sql`(${movies.publishedVersion} is null or ${movies.publishedVersion} <> ${movies.version})`,
} as const satisfies Record<MovieGap, SQL>;

/** True for a film of which a person locked anything. */
export const isAnyLocked: SQL =
  or(...Object.values(movieLocks).map((column) => eq(movies[column], true))) ?? sql`1 = 0`;

/** The condition of a filter, over `movies`. Removed films never match. */
export function movieCondition(db: Db, filter: MovieFilter): SQL | undefined {
  return and(
    isNull(movies.deletedAt),
    ...searchConditions(filter.search),
    anyOf(filter.statuses?.map(ofStatus)) ?? isNull(movies.missingAt),
    anyOf(filter.missing?.map((gap) => gaps[gap])),
    filter.locked ? isAnyLocked : undefined,
    filter.libraryIds?.length ? inArray(movies.libraryId, [...filter.libraryIds]) : undefined,
    filter.genres?.length ? hasGenre(db, filter.genres) : undefined,
  );
}

function searchConditions(search: string | undefined): SQL[] {
  const words = searchWords(search);
  if (words === undefined) return [];
  if (words.length === 0) return [sql`1 = 0`];
  return words.map((word) => like(movies.searchText, `%${word}%`));
}

/** A film whose file is gone counts under that alone. */
function ofStatus(status: MovieStatusFilter): SQL | undefined {
  return status === "missing"
    ? isNotNull(movies.missingAt)
    : and(eq(movies.identificationStatus, status), isNull(movies.missingAt));
}

function anyOf(conditions: readonly (SQL | undefined)[] | undefined): SQL | undefined {
  return conditions?.length ? or(...conditions) : undefined;
}

function hasGenre(db: Db, names: readonly string[]): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(movieGenres)
      .innerJoin(genres, eq(genres.id, movieGenres.genreId))
      .where(and(eq(movieGenres.movieId, movies.id), inArray(genres.name, [...names]))),
  );
}
