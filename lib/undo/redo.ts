import { and, inArray, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { inChunks } from "#lib/chunks.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import type { HistoryEntry, UndoStep } from "#lib/editing/undo-rules.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { followUndo } from "./follow-undo.ts";
import { markUndone } from "./mark-undone.ts";
import { listTakings, planRedoItems } from "./plan-redo.ts";
import type { RedoTarget } from "./target.ts";
import { addCount, type UndoRun } from "./undo-changes.ts";
import { columnsIn, type UndoCount, type UndoneBy } from "./undo-items.ts";
import { withKind } from "./undoers.ts";
import { newRedoBatch } from "./vocabulary.ts";

/**
 * Brings back what was taken back: values with the source they had, and their locks as they were. One transaction per
 * group of items; what changed since stays. It is a change of its own, so it can be taken back. May be run again after a
 * stop.
 */
export async function redoTarget(
  db: Db,
  { target, userId, jobId = null, signal, onProgress, assertOwned }: UndoRun<RedoTarget>,
): Promise<UndoCount> {
  const groups = await listTakings(db, target);
  const batch = newRedoBatch();
  const total: UndoCount = { items: 0, fields: 0, skipped: 0 };
  for (const [index, { entityType, given }] of groups.entries()) {
    signal?.throwIfAborted();
    const done = await transaction(db, async (tx) => {
      await assertOwned?.(tx);
      // Read anew: somebody may have brought it back meanwhile.
      const present = await listPresent(tx, given);
      const by = { userId: userId ?? null, jobId, batch };
      return withKind<Promise<UndoCount>>(entityType, (kind) => redoItems(tx, kind, { given: present, by }));
    });
    addCount(total, done ?? { items: 0, fields: 0, skipped: given.length });
    onProgress?.(index + 1, groups.length);
  }
  return total;
}

async function listPresent(tx: Tx, given: readonly HistoryEntry[]): Promise<HistoryEntry[]> {
  return inChunks(
    given.map(({ id }) => id),
    (ids) =>
      tx
        .select()
        .from(fieldChanges)
        .where(and(inArray(fieldChanges.id, ids), isNull(fieldChanges.undoneAt)))
        .orderBy(fieldChanges.id),
  );
}

/** The same of items of one kind, within a transaction. `given`: rows that took something back. */
export async function redoItems<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { given, by }: { given: readonly HistoryEntry[]; by: UndoneBy & { batch: string } },
): Promise<UndoCount> {
  const plans = (await planRedoItems(tx, kind, given)).filter(({ steps }) => steps.length > 0);
  const taken = plans.flatMap(({ steps }) => steps.flatMap(({ changeIds }) => changeIds));
  await markUndone(tx, taken);
  const author = { source: "user", ...by };
  const writes = plans.map(({ entity, steps }) => ({
    entity,
    changes: steps.filter(({ field }) => !isLockField(field)).map(toChange),
    columns: columnsIn(steps),
  }));
  await kind.write(tx, writes, author);
  // Locks that follow a value are told too: what is taken back later has to know how they were.
  await recordChanges(
    tx,
    kind.entityType,
    writes.map(({ entity, columns }) => ({
      entityId: entity.entityId,
      changes: Object.entries(columns).map(([field, newValue]) => ({
        field,
        oldValue: entity.isLocked(field),
        newValue,
      })),
    })),
    author,
  );
  await followUndo(tx, kind.entityType, plans, by.userId);
  return {
    items: plans.length,
    fields: taken.length,
    skipped: given.length - taken.length,
  };
}

// A value that automation had found is automation's again: it is no decision of a person, and goes on as before.
const toChange = ({ field, now, becomes, author }: UndoStep) => ({
  ...{ field, oldValue: now, newValue: becomes },
  ...(author && { source: author.source, ...(!author.byHand && { userId: null }) }),
});
