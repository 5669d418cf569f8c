import { and, desc, eq, lt, notInArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges, users } from "#db/schema/index.ts";

type ChangesOfSeries = {
  seriesId: number;
  /** Id of the last change seen. */
  before?: number | undefined;
  /** Fields to leave out. */
  without?: readonly string[];
  limit: number;
};

/** Changes of a series, newest first, with who made them. */
export function listSeriesChanges(db: Db, { seriesId, before, without = [], limit }: ChangesOfSeries) {
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
        without.length === 0 ? undefined : notInArray(fieldChanges.field, [...without]),
      ),
    )
    .orderBy(desc(fieldChanges.id))
    .limit(limit);
}
