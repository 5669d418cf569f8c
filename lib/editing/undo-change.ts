import { and, eq, isNotNull, isNull, lt, ne, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { getLoaded } from "./edit-entity.ts";
import { isByHand } from "./is-by-hand.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import { isEmpty, sameValue } from "./values.ts";

export type HistoryEntry = typeof fieldChanges.$inferSelect;

/**
 * Takes one change back. The field is locked afterwards when automation had made the change, because it would make it
 * again; when a person had, the lock of that edit goes unless an earlier edit stands.
 * Throws not_found, and conflict when it was taken back already or the value changed since.
 */
export async function undoEntityChange<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { change, userId }: { change: HistoryEntry; userId: number | null },
): Promise<void> {
  const { field } = change;
  const entity = await getLoaded(tx, kind, change.entityId);
  if (!kind.isReversible(field) || change.undoOf !== null) {
    throw new AppError("invalid", "This entry of the history cannot be taken back.");
  }
  if (change.undoneAt !== null) throw new AppError("conflict", "This change was taken back already.");
  if (!sameValue(entity.values[field], change.newValue) && !(await kind.isStill?.(tx, entity, change))) {
    throw new AppError(
      "conflict",
      `${kind.labelOf(field)} of "${entity.name}" was changed again since. Take back the later change first.`,
      { field, details: { theirs: entity.values[field] } },
    );
  }
  await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, change.id));
  const newValue = isEmpty(change.oldValue) ? null : change.oldValue;
  const lock = kind.lockOf(field);
  const columns = lock === undefined ? {} : { [lock]: !isByHand(change) || (await hasEdit(tx, change)) };
  const changes = [{ field, oldValue: entity.values[field], newValue }];
  await kind.write(tx, [{ entity, changes, columns }], { source: "user", userId, undoOf: change.id });
}

/** True when an edit by a person before this one still stands. */
async function hasEdit(tx: Tx, change: HistoryEntry): Promise<boolean> {
  const [earlier] = await tx
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, change.entityType),
        eq(fieldChanges.entityId, change.entityId),
        eq(fieldChanges.field, change.field),
        or(eq(fieldChanges.source, "user"), and(isNotNull(fieldChanges.userId), isNull(fieldChanges.jobId))),
        ne(fieldChanges.id, change.id),
        lt(fieldChanges.id, change.id),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .limit(1);
  return earlier !== undefined;
}
