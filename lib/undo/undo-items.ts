import type { Tx } from "#db/client.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import type { HistoryEntry, UndoStep } from "#lib/editing/undo-rules.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { followUndo } from "./follow-undo.ts";
import { markUndone } from "./mark-undone.ts";
import { type ItemUndo, planItems } from "./plan-group.ts";
import { findOwnUndoer } from "./undoers.ts";

export type UndoneBy = { userId: number | null; jobId: number | null };
/** Fields that were taken back, and changes that stay. */
export type UndoCount = { items: number; fields: number; skipped: number };

/**
 * Takes changes of items of one kind back as their plan says, records that, and asks for what has to follow. Plans anew
 * within the transaction, so that nothing newer is written over.
 */
export async function undoItems<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  given: readonly HistoryEntry[],
  by: UndoneBy,
): Promise<UndoCount> {
  const plans = await planItems(tx, kind, given);
  const taken = plans.flatMap(({ steps }) => steps.flatMap(({ changeIds }) => changeIds));
  await markUndone(tx, taken);
  const author = { source: "user", ...by };
  await kind.write(
    tx,
    plans.map(({ entity, steps }) => ({ entity, changes: changesIn(steps), columns: columnsIn(steps) })),
    author,
  );
  const locks = plans.map(({ entityId, steps }) => ({
    entityId,
    changes: steps.filter(({ field }) => isLockField(field)).map(toChange),
  }));
  await recordChanges(tx, kind.entityType, locks, author);
  const own = await undoOwn(tx, plans, by);
  const touched = plans.filter(({ steps, entityId }) => steps.length > 0 || own.entityIds.has(entityId));
  await followUndo(tx, kind.entityType, touched, by.userId);
  return {
    items: touched.length,
    fields: plans.reduce((sum, { steps }) => sum + steps.length, own.fields),
    skipped: plans.reduce((sum, { skipped }) => sum + skipped.length, own.skipped),
  };
}

// The row that takes a change back names the oldest of those it covers.
const toChange = ({ field, now, becomes, changeIds }: UndoStep) => {
  const undoOf = changeIds.at(-1);
  return { field, oldValue: now, newValue: becomes, ...(undoOf !== undefined && { undoOf }) };
};

const changesIn = (steps: readonly UndoStep[]) => steps.filter(({ field }) => !isLockField(field)).map(toChange);

/** Locks that a value brings, and those that were switched by themselves and win over them. */
export function columnsIn(steps: readonly UndoStep[]): Record<string, boolean> {
  const brought = steps.flatMap(({ lock }) => (lock ? [[lock.column, lock.locked] as const] : []));
  const switched = steps.flatMap(({ field, becomes }) =>
    isLockField(field) ? [[field, becomes === true] as const] : [],
  );
  return Object.fromEntries([...brought, ...switched]);
}

/** One after the other: each field is written in its own way, and an item has a handful of them. */
async function undoOwn(tx: Tx, plans: readonly ItemUndo[], by: UndoneBy) {
  const done = { entityIds: new Set<number>(), fields: 0, skipped: 0 };
  for (const { own, entityId, identityId } of plans) {
    for (const { change } of own) {
      const undoer = findOwnUndoer(change.entityType, change.field);
      if (await undoer?.undo(tx, { change, ...by, isOther: identityId !== null })) {
        done.entityIds.add(entityId);
        done.fields += 1;
      } else done.skipped += 1;
    }
  }
  return done;
}
