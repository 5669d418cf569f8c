import { titleFields } from "./identity-fields.ts";
import { isByHand } from "./is-by-hand.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import {
  broughtBack,
  changedSince,
  type EntityUndo,
  type Given,
  type HistoryEntry,
  type HistoryFact,
  isHeldByEdit,
  labelOf,
  lockAt,
  type UndoStep,
} from "./undo-rules.ts";
import { isEmpty, sameValue } from "./values.ts";
import { isLockField } from "./write-locks.ts";

/** True for a value or a lock that, once it was taken back, can be brought back by itself: not with all that follows it. */
export function mayRedo<L extends Loaded>(kind: EntityKind<L>, field: string): boolean {
  return !titleFields.some((name) => name === field) && (kind.isReversible(field) || isLockField(field));
}

/**
 * What bringing back makes of one entity: its fields as they were before these changes took something back, as far as
 * nothing was written since. Pure. `history` holds everything that was recorded of the fields and their locks.
 */
export function planEntityRedo<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  { given, history, still }: Given,
): EntityUndo {
  const plan: EntityUndo = { steps: [], skipped: [] };
  const takeable = given.filter(
    ({ undoneAt, undoOf, field }) => undoneAt === null && undoOf !== null && mayRedo(kind, field),
  );
  for (const undo of takeable.toSorted((a, b) => a.id - b.id)) {
    const { id, field } = undo;
    const isLock = isLockField(field);
    const now = isLock ? entity.isLocked(field) : entity.values[field];
    const label = labelOf(kind, field);
    const [taken] = history
      .filter((fact) => fact.field === field && fact.undoOf === null && endOf(fact, history) === id)
      .toSorted((a, b) => b.id - a.id);
    const ofField = history.filter((fact) => fact.field === field);
    const isOver = ofField.some((fact) => isNewer(fact, undo, history)) || isHeldByEdit(kind, undo, { history });
    if (isOver || !(sameValue(now, undo.newValue) || still?.has(id))) {
      const reason = sameValue(now, undo.oldValue) ? "It is that already." : changedSince;
      plan.skipped.push({ changeId: id, field, label, now, reason });
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
  if (column === undefined || kind.isKept?.(column) === false) return undefined;
  const ofBoth = history.filter(({ field }) => field === undo.field || field === column);
  if (ofBoth.some((fact) => fact.field === column && isNewer(fact, undo, ofBoth))) return undefined;
  const stands = (fact: HistoryFact) => stoodAt(fact, undo.id, ofBoth);
  const locked = lockAt(column, ofBoth, { before: undo.id, stands });
  return entity.isLocked(column) === locked ? undefined : { column, locked };
}

/** Whether something was written after an undo, but for what brought back a later one: that is as this undo left it. */
function isNewer(fact: HistoryFact, undo: HistoryEntry, history: readonly HistoryFact[]): boolean {
  if (fact.id <= undo.id || fact.undoneAt !== null) return false;
  const redone = broughtBack(history);
  // A lock is switched in the moment its value is brought back.
  const isTogether = ({ field, changedAt }: HistoryFact) =>
    field === undo.field && changedAt.getTime() === fact.changedAt.getTime();
  const isOfLater = ({ id }: HistoryFact) => (redone.get(id)?.id ?? 0) > undo.id;
  return !isOfLater(fact) && !history.some((other) => isTogether(other) && isOfLater(other));
}

/** Whether an entry of the history was in force before an undo, whatever came since. */
function stoodAt(fact: HistoryFact, undoId: number, history: readonly HistoryFact[]): boolean {
  if (fact.undoneAt === null) return true;
  return (endOf(fact, history) ?? 0) >= undoId;
}

/** By which entry one was taken back, or an undo brought back. */
function endOf(fact: HistoryFact, history: readonly HistoryFact[]): number | undefined {
  if (fact.undoOf !== null) return [...broughtBack(history)].find(([, undo]) => undo.id === fact.id)?.[0];
  // An undo names only the oldest of what it covers.
  const undos = history.filter(
    ({ field, undoOf, id }) => field === fact.field && undoOf !== null && undoOf <= fact.id && fact.id < id,
  );
  return undos.length === 0 ? undefined : Math.min(...undos.map(({ id }) => id));
}
