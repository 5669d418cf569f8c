import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, recycleBin } from "#db/schema/index.ts";

export type RecycledFile = Pick<
  typeof recycleBin.$inferSelect,
  "originalPath" | "fileType" | "fileSizeBytes" | "reason" | "deletedAt" | "expiresAt" | "entityType" | "entityId"
> & {
  recycleId: number;
  /** Of the film it belonged to; null for everything else. */
  movieTitle: string | null;
  /** That film is there and not removed itself. */
  hasPage: boolean;
};

/** What lies in the recycle bin, newest first. `before`: the last recycleId of the page before. */
export async function listRecycled(
  db: Db,
  params: { entityType?: string; entityId?: number; before?: number; limit?: number } = {},
): Promise<RecycledFile[]> {
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
      movieTitle: movies.title,
      movieRemovedAt: movies.deletedAt,
    })
    .from(recycleBin)
    .leftJoin(movies, and(eq(recycleBin.entityType, "movie"), eq(movies.id, recycleBin.entityId)))
    .where(
      and(
        isNull(recycleBin.restoredAt),
        isNull(recycleBin.purgedAt),
        params.before === undefined ? undefined : lt(recycleBin.id, params.before),
        params.entityType === undefined ? undefined : eq(recycleBin.entityType, params.entityType),
        params.entityId === undefined ? undefined : eq(recycleBin.entityId, params.entityId),
      ),
    )
    .orderBy(desc(recycleBin.id))
    .limit(Math.min(params.limit ?? 50, 200));
  return rows.map(({ movieRemovedAt, ...row }) => ({
    ...row,
    hasPage: row.movieTitle !== null && movieRemovedAt === null,
  }));
}
