import { isByHand } from "./is-by-hand.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import {
  changedSince,
  type EntityUndo,
  type HistoryEntry,
  type HistoryFact,
  lockAt,
  type UndoStep,
} from "./undo-rules.ts";
import { isEmpty, sameValue } from "./values.ts";
import { isLockField } from "./write-locks.ts";

/** Who an item is, and how its episodes are counted: everything else changes with these, so they are not brought back alone. */
const notAlone: readonly string[] = ["tmdbId", "tvdbId", "tvmazeId", "episodeOrder"];

/** True for a value or a lock that, once it was taken back, can be brought back by itself. */
export function mayRedo<L extends Loaded>(kind: EntityKind<L>, field: string): boolean {
  return !notAlone.includes(field) && (kind.isReversible(field) || isLockField(field));
}

/**
 * What bringing back makes of one entity: its fields as they were before these changes took something back, as far as
 * nothing was written since. Pure. `history` holds everything that was recorded of the fields and their locks.
 */
export function planEntityRedo<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  { given, history }: { given: readonly HistoryEntry[]; history: readonly HistoryFact[] },
): EntityUndo {
  const plan: EntityUndo = { steps: [], skipped: [] };
  const takeable = given.filter(
    ({ undoneAt, undoOf, field }) => undoneAt === null && undoOf !== null && mayRedo(kind, field),
  );
  for (const undo of takeable.toSorted((a, b) => a.id - b.id)) {
    const { id, field } = undo;
    const isLock = isLockField(field);
    const now = isLock ? entity.isLocked(field) : entity.values[field];
    const label = isLock ? "Lock" : kind.labelOf(field);
    const [taken] = history.filter((fact) => tookBack(undo, fact, history)).toSorted((a, b) => b.id - a.id);
    const isOver = history.some((fact) => fact.field === field && fact.id > id && fact.undoneAt === null);
    if (isOver || !sameValue(now, undo.newValue)) {
      plan.skipped.push({ changeId: id, field, label, now, reason: changedSince });
      continue;
    }
    plan.steps.push({
      field,
      label,
      now: isEmpty(now) ? null : now,
      becomes: isEmpty(undo.oldValue) ? null : undo.oldValue,
      changeIds: [id],
      lock: lockBefore(kind, entity, undo, history),
      author: { source: taken?.source ?? "user", byHand: taken === undefined || isByHand(taken) },
    });
  }
  return plan;
}

/** The lock as it was before something was taken back. Undefined where it is that already, or was switched since. */
function lockBefore<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  undo: HistoryEntry,
  history: readonly HistoryFact[],
): UndoStep["lock"] {
  const column = kind.lockOf(undo.field);
  if (column === undefined) return undefined;
  const ofBoth = history.filter(({ field }) => field === undo.field || field === column);
  if (ofBoth.some(({ id, field, undoneAt }) => field === column && id > undo.id && undoneAt === null)) return undefined;
  const stands = (fact: HistoryFact) => fact.undoneAt === null || tookBack(undo, fact, history);
  const locked = lockAt(column, ofBoth, { before: undo.id, stands });
  return entity.isLocked(column) === locked ? undefined : { column, locked };
}

/** Whether this undo took a change back, and not one before it: an undo names only the oldest of what it covers. */
function tookBack(undo: HistoryEntry, fact: HistoryFact, history: readonly HistoryFact[]): boolean {
  if (fact.field !== undo.field || fact.undoOf !== null || fact.id < (undo.undoOf ?? 0)) return false;
  const covers = ({ field, undoOf, id }: Pick<HistoryFact, "field" | "undoOf" | "id">) =>
    field === fact.field && undoOf !== null && undoOf <= fact.id && fact.id < id;
  return covers(undo) && !history.some((other) => other.id < undo.id && covers(other));
}
