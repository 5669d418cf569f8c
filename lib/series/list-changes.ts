import { and, desc, eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges, users } from "#db/schema/index.ts";

/** Changes of a series, newest first, with who made them. `before` is the id of the last one seen. */
export function listSeriesChanges(
  db: Db,
  { seriesId, before, limit }: { seriesId: number; before?: number | undefined; limit: number },
) {
  return db
    .select({
      changeId: fieldChanges.id,
      field: fieldChanges.field,
      oldValue: fieldChanges.oldValue,
      newValue: fieldChanges.newValue,
      source: fieldChanges.source,
      username: users.username,
      changedAt: fieldChanges.changedAt,
      undoneAt: fieldChanges.undoneAt,
      undoOf: fieldChanges.undoOf,
    })
    .from(fieldChanges)
    .leftJoin(users, eq(users.id, fieldChanges.userId))
    .where(
      and(
        eq(fieldChanges.entityType, "series"),
        eq(fieldChanges.entityId, seriesId),
        before === undefined ? undefined : lt(fieldChanges.id, before),
      ),
    )
    .orderBy(desc(fieldChanges.id))
    .limit(limit);
}
