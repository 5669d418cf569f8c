import { and, desc, eq, isNull, max } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { collections, fieldChanges } from "#db/schema/index.ts";

export type RemovedCollection = {
  collectionId: number;
  name: string;
  /** The change to take back: undoCollectionChange. */
  changeId: number;
  removedAt: Date;
};

/** Sets of one's own that were deleted and can come back, the latest first. They are few, and stay until they do. */
export async function listRemovedCollections(db: Db): Promise<RemovedCollection[]> {
  const latest = db
    .select({ changeId: max(fieldChanges.id).as("change_id") })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "collection"),
        eq(fieldChanges.field, "removed"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .groupBy(fieldChanges.entityId)
    .as("latest");
  const rows = await db
    .select({
      collectionId: collections.id,
      name: collections.name,
      changeId: fieldChanges.id,
      removedAt: fieldChanges.changedAt,
    })
    .from(latest)
    .innerJoin(fieldChanges, eq(fieldChanges.id, latest.changeId))
    .innerJoin(collections, eq(collections.id, fieldChanges.entityId))
    .orderBy(desc(fieldChanges.id))
    .limit(100);
  return rows;
}
