import { and, count, desc, eq, lt, or, sum } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, movies, recycleBin, series } from "#db/schema/index.ts";
import { conditionOf, kindOf, listPlaces, placeOf, type RecycledFilter } from "./recycled-filter.ts";
import type { RecycledKind } from "./vocabulary.ts";

export type RecycledFile = Pick<
  typeof recycleBin.$inferSelect,
  "originalPath" | "fileType" | "fileSizeBytes" | "reason" | "deletedAt" | "expiresAt" | "entityType" | "entityId"
> & {
  recycleId: number;
  kind: RecycledKind;
  /** Whose folder it lay in; null when that library is gone. */
  libraryName: string | null;
  /** What it belonged to, as far as that is known. */
  owner: { kind: "movie" | "series"; id: number; title: string; hasPage: boolean } | null;
};

/** What lies in the recycle bin, newest first. `before`: the last recycleId of the page before. */
export async function listRecycled(
  db: Db,
  params: {
    filter?: RecycledFilter;
    entityType?: string;
    entityId?: number;
    before?: number | undefined;
    limit?: number;
  } = {},
): Promise<RecycledFile[]> {
  const places = await listPlaces(db);
  const rows = await db
    .select({
      recycleId: recycleBin.id,
      originalPath: recycleBin.originalPath,
      fileType: recycleBin.fileType,
      fileSizeBytes: recycleBin.fileSizeBytes,
      reason: recycleBin.reason,
      deletedAt: recycleBin.deletedAt,
      expiresAt: recycleBin.expiresAt,
      entityType: recycleBin.entityType,
      entityId: recycleBin.entityId,
      movie: { id: movies.id, title: movies.title, deletedAt: movies.deletedAt },
      show: { id: series.id, title: series.title, deletedAt: series.deletedAt },
    })
    .from(recycleBin)
    .leftJoin(movies, isOfMovie)
    .leftJoin(episodes, isOfEpisode)
    .leftJoin(series, isOfSeries)
    .where(
      and(
        conditionOf(params.filter ?? {}, places),
        params.before === undefined ? undefined : lt(recycleBin.id, params.before),
        params.entityType === undefined ? undefined : eq(recycleBin.entityType, params.entityType),
        params.entityId === undefined ? undefined : eq(recycleBin.entityId, params.entityId),
      ),
    )
    .orderBy(desc(recycleBin.id))
    .limit(Math.min(params.limit ?? 50, 200));
  return rows.map(({ movie, show, ...row }) => ({
    ...row,
    kind: kindOf(row.fileType),
    libraryName: placeOf(places, row.originalPath)?.name ?? null,
    owner: ownerOf("movie", movie) ?? ownerOf("series", show),
  }));
}

/** How many files match, and how many bytes they have together. */
export async function sizeOfBin(db: Db, filter: RecycledFilter = {}): Promise<{ files: number; sizeBytes: number }> {
  const [row] = await db
    .select({ files: count(), sizeBytes: sum(recycleBin.fileSizeBytes).mapWith(Number) })
    .from(recycleBin)
    .leftJoin(movies, isOfMovie)
    .leftJoin(episodes, isOfEpisode)
    .leftJoin(series, isOfSeries)
    .where(conditionOf(filter, await listPlaces(db)));
  return { files: row?.files ?? 0, sizeBytes: row?.sizeBytes ?? 0 };
}

const isOfMovie = and(eq(recycleBin.entityType, "movie"), eq(movies.id, recycleBin.entityId));
const isOfEpisode = and(eq(recycleBin.entityType, "episode"), eq(episodes.id, recycleBin.entityId));
const isOfSeries = or(
  and(eq(recycleBin.entityType, "series"), eq(series.id, recycleBin.entityId)),
  eq(series.id, episodes.seriesId),
);

type Owner = { id: number; title: string; deletedAt: Date | null } | null;

function ownerOf(kind: "movie" | "series", owner: Owner): RecycledFile["owner"] {
  return owner && { kind, id: owner.id, title: owner.title, hasPage: owner.deletedAt === null };
}
