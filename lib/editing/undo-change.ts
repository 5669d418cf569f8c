import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { getLoaded } from "./edit-entity.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import { listHistoryFacts } from "./list-history.ts";
import { type HistoryEntry, lockAfter, mayTakeBack } from "./undo-rules.ts";
import { isEmpty, sameValue } from "./values.ts";

/**
 * Takes one change back, and sets the lock as lockAfter says.
 * Throws not_found, and conflict when it was taken back already or the value changed since.
 */
export async function undoEntityChange<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { change, userId }: { change: HistoryEntry; userId: number | null },
): Promise<void> {
  const { field } = change;
  const entity = await getLoaded(tx, kind, change.entityId);
  if (!mayTakeBack(kind, change)) {
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
  const history = await listHistoryFacts(tx, kind, [change]);
  const lock = lockAfter(kind, change, history.get(change.entityId) ?? []);
  const columns = lock === undefined ? {} : { [lock.column]: lock.locked };
  const changes = [{ field, oldValue: entity.values[field], newValue }];
  await kind.write(tx, [{ entity, changes, columns }], { source: "user", userId, undoOf: change.id });
}
