import { and, asc, count, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors, cacheImageFiles, episodes, libraries, movies, publishConflicts, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { UnitRef } from "./vocabulary.ts";

const ofMovie = and(
  eq(publishConflicts.entityType, "movie"),
  eq(movies.id, publishConflicts.entityId),
  isNull(movies.deletedAt),
);
const ofSeries = and(
  eq(publishConflicts.entityType, "series"),
  eq(series.id, publishConflicts.entityId),
  isNull(series.deletedAt),
);
const isInLibrary = and(
  or(eq(libraries.id, movies.libraryId), eq(libraries.id, series.libraryId)),
  isNull(libraries.deletedAt),
);

const columns = {
  conflictId: publishConflicts.id,
  entityType: publishConflicts.entityType,
  entityId: publishConflicts.entityId,
  path: publishConflicts.path,
  kind: publishConflicts.kind,
  reason: publishConflicts.reason,
  foundAt: publishConflicts.foundAt,
  libraryName: libraries.name,
  filmTitle: movies.title,
  filmYear: movies.year,
  showTitle: series.title,
  showYear: series.year,
  posterHash: cacheImageFiles.fileHash,
  posterThumbhash: cacheImageFiles.thumbhash,
};

/**
 * Files of all libraries that were changed outside and wait for a person, in the order they were found; `after` is the last
 * one seen. Those of what was removed are left out.
 */
export async function listConflicts(db: Db, { after = 0, limit }: { after?: number; limit: number }) {
  const rows = await db
    .select(columns)
    .from(publishConflicts)
    .leftJoin(movies, ofMovie)
    .leftJoin(series, ofSeries)
    .innerJoin(libraries, isInLibrary)
    .leftJoin(cacheImageFiles, or(eq(cacheImageFiles.id, movies.posterId), eq(cacheImageFiles.id, series.posterId)))
    .where(gt(publishConflicts.id, after))
    .orderBy(asc(publishConflicts.id))
    .limit(limit);
  return rows.map(({ filmTitle, filmYear, showTitle, showYear, ...row }) => ({
    ...row,
    title: filmTitle ?? showTitle ?? "",
    year: filmYear ?? showYear,
  }));
}

export type ConflictRow = Awaited<ReturnType<typeof listConflicts>>[number];

export async function countConflicts(db: Db): Promise<number> {
  const [[film], [show]] = await Promise.all([
    db
      .select({ count: count() })
      .from(publishConflicts)
      .innerJoin(movies, ofMovie)
      .innerJoin(libraries, and(eq(libraries.id, movies.libraryId), isNull(libraries.deletedAt))),
    db
      .select({ count: count() })
      .from(publishConflicts)
      .innerJoin(series, ofSeries)
      .innerJoin(libraries, and(eq(libraries.id, series.libraryId), isNull(libraries.deletedAt))),
  ]);
  return (film?.count ?? 0) + (show?.count ?? 0);
}

/** One file that waits for a person. Throws not_found when that was settled. */
export async function getConflict(db: Db, conflictId: number): Promise<UnitRef & { path: string }> {
  const { entityType, entityId, path } = publishConflicts;
  const [row] = await db
    .select({ entityType, entityId, path })
    .from(publishConflicts)
    .where(eq(publishConflicts.id, conflictId));
  if (row) return row;
  throw new AppError("not_found", "This was decided meanwhile.");
}

/** Episodes and people that the kinds of some files name by their ids. */
export async function listKindOwners(db: Db, kinds: readonly string[]) {
  const idsOf = (part: string) => [
    ...new Set(kinds.flatMap((kind) => (kind.startsWith(`${part}.`) ? [Number(kind.split(".")[1])] : []))),
  ];
  const [episodeIds, actorIds] = [idsOf("episode"), idsOf("person")];
  const { seasonNumber, episodeNumber, absoluteNumber, airDate, numbering } = episodes;
  return {
    episodes:
      episodeIds.length === 0
        ? []
        : await db
            .select({ episodeId: episodes.id, seasonNumber, episodeNumber, absoluteNumber, airDate, numbering })
            .from(episodes)
            .where(inArray(episodes.id, episodeIds)),
    people:
      actorIds.length === 0
        ? []
        : await db.select({ actorId: actors.id, name: actors.name }).from(actors).where(inArray(actors.id, actorIds)),
  };
}
