import { and, count, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { auditLog, cacheImageFiles, episodes, libraries, movies, recycleBin, series, users } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { type RemovableKind, removableKinds, retentionMs } from "./vocabulary.ts";

/** Something that was removed and can come back. */
export type RemovedItem = {
  kind: RemovableKind;
  id: number;
  title: string;
  year: number | null;
  /** Of an episode. */
  seasonNumber: number | null;
  episodeNumber: number | null;
  episodeTitle: string | null;
  libraryName: string;
  path: string;
  posterHash: string | null;
  posterThumbhash: string | null;
  removedAt: Date;
  /** From then on a purge takes it. */
  goneAt: Date;
  /** Who removed it; null when nobody did, or that person is gone. */
  removedBy: string | null;
  /** Its file was missing in two scans, and nobody removed it. */
  isVanished: boolean;
  /** Files of it that lie in the recycle bin. */
  filesInBin: number;
};

/** The most items one call gives. */
export const removedPageLimit = 200;

type Position = { at: Date; kind: RemovableKind; id: number };

/**
 * A page of removed films, series and episodes, the latest first. `cursor` is what the page before gave as `nextCursor`.
 * What went with its series or its library is not listed: it comes back with that. Throws AppError invalid for a foreign
 * cursor.
 */
export async function listRemoved(
  db: Db,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number } = {},
): Promise<{ items: RemovedItem[]; nextCursor: string | null }> {
  const wanted = Math.min(Math.max(1, limit), removedPageLimit);
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const found = [
    ...(await listMovies(db, after, wanted + 1)),
    ...(await listSeries(db, after, wanted + 1)),
    ...(await listEpisodes(db, after, wanted + 1)),
  ].toSorted(byTime);
  const items = found.slice(0, wanted);
  const last = items.at(-1);
  return { items, nextCursor: last && found.length > wanted ? writeCursor(last) : null };
}

/** How many there are. */
export async function countRemoved(db: Db): Promise<number> {
  const [films] = await db
    .select({ count: count() })
    .from(movies)
    .innerJoin(libraries, inPresentLibrary(movies.libraryId))
    .where(isNotNull(movies.deletedAt));
  const [shows] = await db
    .select({ count: count() })
    .from(series)
    .innerJoin(libraries, inPresentLibrary(series.libraryId))
    .where(isNotNull(series.deletedAt));
  const [parts] = await db
    .select({ count: count() })
    .from(episodes)
    .innerJoin(series, and(eq(series.id, episodes.seriesId), isNull(series.deletedAt)))
    .innerJoin(libraries, inPresentLibrary(series.libraryId))
    .where(isNotNull(episodes.deletedAt));
  return (films?.count ?? 0) + (shows?.count ?? 0) + (parts?.count ?? 0);
}

const inPresentLibrary = (libraryId: PgColumn) => and(eq(libraries.id, libraryId), isNull(libraries.deletedAt));

const order = (kind: RemovableKind) => removableKinds.indexOf(kind);
const byTime = (a: RemovedItem, b: RemovedItem) =>
  b.removedAt.getTime() - a.removedAt.getTime() || order(a.kind) - order(b.kind) || b.id - a.id;

/** Columns that are the same for every kind. */
function facts(kind: RemovableKind, columns: { id: PgColumn; deletedAt: PgColumn; missingAt: PgColumn }) {
  const { id, deletedAt, missingAt } = columns;
  // Only what was written down since: an item can be removed, restored and vanish later.
  const removal = sql`from ${auditLog} left join ${users} on ${users.id} = ${auditLog.userId}
    where ${auditLog.happenedAt} >= ${deletedAt} and ${auditLog.action} = ${`${kind}.remove`}
    and ${auditLog.entityType} = ${kind} and ${auditLog.entityId} = ${id}`;
  return {
    removedBy: sql<string | null>`(select coalesce(${users.displayName}, ${users.username}) ${removal} limit 1)`,
    isVanished:
      sql<number>`case when ${missingAt} is not null and not exists (select 1 ${removal}) then 1 else 0 end`.mapWith(
        (value) => Number(value) === 1,
      ),
    filesInBin: sql<number>`(select count(*) from ${recycleBin} where ${recycleBin.entityType} = ${kind}
      and ${recycleBin.entityId} = ${id} and ${recycleBin.restoredAt} is null and ${recycleBin.purgedAt} is null)`.mapWith(
      Number,
    ),
  };
}

/** What comes behind a position. Kinds removed at the same moment follow each other. */
function behind(kind: RemovableKind, columns: { id: PgColumn; deletedAt: PgColumn }, after: Position | undefined): SQL {
  const { id, deletedAt } = columns;
  if (!after) return sql`${deletedAt} is not null`;
  const at = sql.param(after.at, deletedAt);
  if (order(kind) < order(after.kind)) return sql`${deletedAt} < ${at}`;
  if (order(kind) > order(after.kind)) return sql`${deletedAt} <= ${at}`;
  return sql`(${deletedAt} < ${at} or (${deletedAt} = ${at} and ${id} < ${after.id}))`;
}

type Row = Omit<RemovedItem, "kind" | "goneAt" | "removedAt" | "seasonNumber" | "episodeNumber" | "episodeTitle"> & {
  removedAt: Date | null;
  seasonNumber?: number;
  episodeNumber?: number;
  episodeTitle?: string | null;
};

const toItems = (kind: RemovableKind, rows: readonly Row[]): RemovedItem[] =>
  rows.flatMap(({ removedAt, seasonNumber = null, episodeNumber = null, episodeTitle = null, ...row }) =>
    removedAt === null
      ? []
      : [
          {
            ...row,
            kind,
            seasonNumber,
            episodeNumber,
            episodeTitle,
            removedAt,
            goneAt: new Date(removedAt.getTime() + retentionMs),
          },
        ],
  );

const poster = { posterHash: cacheImageFiles.fileHash, posterThumbhash: cacheImageFiles.thumbhash };

async function listMovies(db: Db, after: Position | undefined, limit: number): Promise<RemovedItem[]> {
  const rows = await db
    .select({
      id: movies.id,
      title: movies.title,
      year: movies.year,
      path: movies.filePath,
      libraryName: libraries.name,
      ...poster,
      ...facts("movie", movies),
      removedAt: movies.deletedAt,
    })
    .from(movies)
    .innerJoin(libraries, inPresentLibrary(movies.libraryId))
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
    .where(and(isNotNull(movies.deletedAt), behind("movie", movies, after)))
    .orderBy(desc(movies.deletedAt), desc(movies.id))
    .limit(limit);
  return toItems("movie", rows);
}

async function listSeries(db: Db, after: Position | undefined, limit: number): Promise<RemovedItem[]> {
  const rows = await db
    .select({
      id: series.id,
      title: series.title,
      year: series.year,
      path: series.directoryPath,
      libraryName: libraries.name,
      ...poster,
      ...facts("series", series),
      removedAt: series.deletedAt,
    })
    .from(series)
    .innerJoin(libraries, inPresentLibrary(series.libraryId))
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
    .where(and(isNotNull(series.deletedAt), behind("series", series, after)))
    .orderBy(desc(series.deletedAt), desc(series.id))
    .limit(limit);
  return toItems("series", rows);
}

async function listEpisodes(db: Db, after: Position | undefined, limit: number): Promise<RemovedItem[]> {
  const rows = await db
    .select({
      id: episodes.id,
      title: series.title,
      year: series.year,
      seasonNumber: episodes.seasonNumber,
      episodeNumber: episodes.episodeNumber,
      episodeTitle: episodes.title,
      path: episodes.filePath,
      libraryName: libraries.name,
      ...poster,
      ...facts("episode", episodes),
      removedAt: episodes.deletedAt,
    })
    .from(episodes)
    .innerJoin(series, and(eq(series.id, episodes.seriesId), isNull(series.deletedAt)))
    .innerJoin(libraries, inPresentLibrary(series.libraryId))
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
    .where(and(isNotNull(episodes.deletedAt), behind("episode", episodes, after)))
    .orderBy(desc(episodes.deletedAt), desc(episodes.id))
    .limit(limit);
  return toItems("episode", rows);
}

const position = z.tuple([z.iso.datetime(), z.enum(removableKinds), z.int().positive()]);

const writeCursor = ({ removedAt, kind, id }: RemovedItem): string =>
  Buffer.from(JSON.stringify([removedAt.toISOString(), kind, id])).toString("base64url");

function readCursor(cursor: string): Position {
  const parsed = position.safeParse(decode(cursor));
  if (!parsed.success) {
    throw new AppError("invalid", "This place in the list is not known. Load the list from its beginning.", {
      field: "cursor",
    });
  }
  const [at, kind, id] = parsed.data;
  return { at: new Date(at), kind, id };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    // Not ours: refused like any other foreign cursor.
    return undefined;
  }
}
