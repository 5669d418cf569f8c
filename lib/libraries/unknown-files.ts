import { and, asc, count, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { episodes, libraries, movies, seasons, series, unknownFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { OwnerType, UnknownKind, UnknownState } from "./unknown-files-vocabulary.ts";

export type UnknownFilter = {
  libraryIds?: readonly number[];
  kinds?: readonly UnknownKind[];
  /** Absent: those that wait for a person. */
  state?: UnknownState;
  /** Only what lies in this folder or below it. */
  folder?: string | undefined;
  /** Part of the path; letter case is ignored. */
  search?: string | undefined;
};

export type UnknownFileRow = Pick<
  typeof unknownFiles.$inferSelect,
  "libraryId" | "path" | "kind" | "sizeBytes" | "modifiedMs" | "reason" | "ignoredAt" | "assignedAs" | "detail"
> & {
  unknownFileId: number;
  libraryName: string;
  entityType: OwnerType | null;
  /** Whose it is by a person's word; null for nobody's, and while the owner is removed. */
  owner: FileOwner | null;
};

/** A film, or a series, with the numbers of the season or episode in it. */
export type FileOwner = {
  title: string;
  movieId: number | null;
  seriesId: number | null;
  seasonNumber: number | null;
  episodeNumber: number | null;
};

const states = {
  open: and(isNull(unknownFiles.ignoredAt), isNull(unknownFiles.assignedAs)),
  assigned: isNotNull(unknownFiles.assignedAs),
  ignored: isNotNull(unknownFiles.ignoredAt),
} as const satisfies Record<UnknownState, SQL | undefined>;

function conditionOf({ libraryIds = [], kinds = [], state = "open", folder, search = "" }: UnknownFilter) {
  const text = search
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&");
  const prefix = folder === undefined ? undefined : `${folder.replace(/\/+$/, "")}/`;
  return and(
    isNull(libraries.deletedAt),
    states[state],
    libraryIds.length === 0 ? undefined : inArray(unknownFiles.libraryId, [...libraryIds]),
    kinds.length === 0 ? undefined : inArray(unknownFiles.kind, [...kinds]),
    prefix === undefined ? undefined : liesBelow(unknownFiles.path, prefix),
    text === "" ? undefined : sql`lower(${unknownFiles.path}) like ${`%${text}%`} escape '\\'`,
  );
}

/** Both engines count characters, not bytes. */
export const liesBelow = (path: PgColumn, prefix: string): SQL =>
  sql`substr(${path}, 1, ${[...prefix].length}) = ${prefix}`;

/** Unknown files by path, so that those of a folder stand together. `after`: the last path of the page before. */
export async function listUnknownFiles(
  db: Db,
  params: { filter?: UnknownFilter; after?: string | undefined; limit?: number } = {},
): Promise<UnknownFileRow[]> {
  const rows = await db
    .select({
      unknownFileId: unknownFiles.id,
      libraryId: unknownFiles.libraryId,
      libraryName: libraries.name,
      path: unknownFiles.path,
      kind: unknownFiles.kind,
      sizeBytes: unknownFiles.sizeBytes,
      modifiedMs: unknownFiles.modifiedMs,
      reason: unknownFiles.reason,
      ignoredAt: unknownFiles.ignoredAt,
      assignedAs: unknownFiles.assignedAs,
      detail: unknownFiles.detail,
      entityType: unknownFiles.entityType,
      movieId: movies.id,
      movieTitle: movies.title,
      seriesId: series.id,
      seriesTitle: series.title,
      seasonNumber: sql<number | null>`coalesce(${seasons.seasonNumber}, ${episodes.seasonNumber})`,
      episodeNumber: episodes.episodeNumber,
    })
    .from(unknownFiles)
    .innerJoin(libraries, eq(libraries.id, unknownFiles.libraryId))
    .leftJoin(movies, isOwner("movie", movies))
    .leftJoin(seasons, isOwner("season", seasons))
    .leftJoin(episodes, isOwner("episode", episodes))
    .leftJoin(
      series,
      and(
        isNull(series.deletedAt),
        sql`${series.id} = case when ${unknownFiles.entityType} = 'series' then ${unknownFiles.entityId} else coalesce(${seasons.seriesId}, ${episodes.seriesId}) end`,
      ),
    )
    .where(
      and(
        conditionOf(params.filter ?? {}),
        params.after === undefined ? undefined : gt(unknownFiles.path, params.after),
      ),
    )
    .orderBy(asc(unknownFiles.path))
    .limit(Math.min(params.limit ?? 100, 201));
  return rows.map(({ movieId, movieTitle, seriesId, seriesTitle, seasonNumber, episodeNumber, ...file }) => {
    const title = movieTitle ?? seriesTitle;
    return { ...file, owner: title === null ? null : { title, movieId, seriesId, seasonNumber, episodeNumber } };
  });
}

const isOwner = (type: OwnerType, table: typeof movies | typeof seasons | typeof episodes) =>
  and(eq(unknownFiles.entityType, type), eq(table.id, unknownFiles.entityId), isNull(table.deletedAt));

export async function countUnknownFiles(db: Db, filter: UnknownFilter = {}): Promise<number> {
  const [row] = await db
    .select({ files: count() })
    .from(unknownFiles)
    .innerJoin(libraries, eq(libraries.id, unknownFiles.libraryId))
    .where(conditionOf(filter));
  return row?.files ?? 0;
}

/** How many wait for a person, by library. */
export async function countUnknownByLibrary(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .select({ libraryId: unknownFiles.libraryId, files: count() })
    .from(unknownFiles)
    .where(states.open)
    .groupBy(unknownFiles.libraryId);
  return new Map(rows.map((row) => [row.libraryId, row.files]));
}

/** Hides files from the list, or takes that back. Assigned files stay as they are. Returns how many changed. */
export async function ignoreUnknownFiles(
  db: Db,
  params: { unknownFileIds: readonly number[]; isIgnored: boolean },
): Promise<number> {
  return transaction(db, async (tx) => {
    const changed = await tx
      .update(unknownFiles)
      .set({ ignoredAt: params.isIgnored ? new Date() : null })
      .where(
        and(
          inArray(unknownFiles.id, [...params.unknownFileIds]),
          isNull(unknownFiles.assignedAs),
          params.isIgnored ? isNull(unknownFiles.ignoredAt) : isNotNull(unknownFiles.ignoredAt),
        ),
      )
      .returning({ unknownFileId: unknownFiles.id });
    return changed.length;
  });
}

/** Files that belong to a film, series or episodes because a person said so. */
export async function listAssignedPaths(
  db: Db,
  { entityType, entityIds }: { entityType: OwnerType; entityIds: readonly number[] },
): Promise<Set<string>> {
  const rows = await db
    .select({ path: unknownFiles.path })
    .from(unknownFiles)
    .where(
      and(
        isNotNull(unknownFiles.assignedAs),
        eq(unknownFiles.entityType, entityType),
        inArray(unknownFiles.entityId, [...entityIds]),
      ),
    );
  return new Set(rows.map((row) => row.path));
}
