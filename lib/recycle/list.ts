import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { recycleBin } from "#db/schema/index.ts";

export type RecycledFile = Pick<
  typeof recycleBin.$inferSelect,
  "originalPath" | "fileType" | "fileSizeBytes" | "reason" | "deletedAt" | "expiresAt" | "entityType" | "entityId"
> & { recycleId: number };

/** What lies in the recycle bin, newest first. `before`: the last recycleId of the page before. */
export async function listRecycled(
  db: Db,
  params: { entityType?: string; entityId?: number; before?: number; limit?: number } = {},
): Promise<RecycledFile[]> {
  return db
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
    })
    .from(recycleBin)
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
}
