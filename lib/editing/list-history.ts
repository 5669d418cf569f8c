import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import type { HistoryEntry, HistoryFact } from "./undo-rules.ts";
import { isLockField } from "./write-locks.ts";

/** All that was recorded of the fields of these changes and of their locks, by entity, and may be more. */
export async function listHistoryFacts<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  changes: readonly Pick<HistoryEntry, "entityId" | "field">[],
): Promise<Map<number, HistoryFact[]>> {
  // Of a lock it matters what was typed into its field, whichever that is.
  const hasLock = changes.some(({ field }) => isLockField(field));
  const fields = new Set(changes.flatMap(({ field }) => [field, kind.lockOf(field) ?? field]));
  const undone = alias(fieldChanges, "undone");
  const entityIds = [...new Set(changes.map(({ entityId }) => entityId))];
  const rows = await inChunks(entityIds, (chunk) =>
    db
      .select({
        entityId: fieldChanges.entityId,
        id: fieldChanges.id,
        field: fieldChanges.field,
        source: fieldChanges.source,
        userId: fieldChanges.userId,
        jobId: fieldChanges.jobId,
        // Only locks are read by their values; those of texts would be many.
        newValue:
          sql<unknown>`case when ${fieldChanges.field} like '%Locked' then ${fieldChanges.newValue} end`.mapWith(
            fieldChanges.newValue,
          ),
        undoneAt: fieldChanges.undoneAt,
        undoOf: fieldChanges.undoOf,
        changedAt: fieldChanges.changedAt,
        undone: { source: undone.source, userId: undone.userId, jobId: undone.jobId },
      })
      .from(fieldChanges)
      .leftJoin(undone, eq(undone.id, fieldChanges.undoOf))
      .where(
        and(
          eq(fieldChanges.entityType, kind.entityType),
          inArray(fieldChanges.entityId, chunk),
          hasLock ? undefined : inArray(fieldChanges.field, [...fields]),
        ),
      ),
  );
  return Map.groupBy(rows, ({ entityId }) => entityId);
}
