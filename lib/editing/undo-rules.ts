import type { fieldChanges } from "#db/schema/index.ts";
import { isByHand } from "./is-by-hand.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import { isEmpty, sameValue } from "./values.ts";
import { isLockField } from "./write-locks.ts";

export type HistoryEntry = typeof fieldChanges.$inferSelect;

/** An entry of the history, with whose change it takes back. */
export type HistoryFact = Author &
  Pick<HistoryEntry, "id" | "field" | "newValue" | "undoneAt" | "undoOf" | "changedAt"> & {
    /** Who made the change that this one takes back. */
    undone: Author | null;
  };

type Author = Pick<HistoryEntry, "source" | "userId" | "jobId">;

/** One field of one entity, as it is and as it becomes. */
export type UndoStep = {
  field: string;
  label: string;
  now: unknown;
  becomes: unknown;
  /** What is taken back by it, the newest first. */
  changeIds: number[];
  /** Whether the field is locked afterwards; undefined where it has no lock. */
  lock: { column: string; locked: boolean } | undefined;
  /** Whose value it becomes, where one is brought back. */
  author?: { source: string; byHand: boolean };
};

/** A change that stays, and why. */
export type UndoSkip = { changeId: number; field: string; label: string; now: unknown; reason: string };

export type EntityUndo = { steps: UndoStep[]; skipped: UndoSkip[] };

export type Given = {
  given: readonly HistoryEntry[];
  history: readonly HistoryFact[];
  /** Changes whose value the entity has still, although it is written otherwise by now. */
  still?: ReadonlySet<number>;
};

export const changedSince = "It was changed again since.";

/** False for what describes the disk or was only read, and for what takes something back itself. */
export function mayTakeBack<L extends Loaded>(
  kind: EntityKind<L>,
  { field, undoOf }: Pick<HistoryEntry, "field" | "undoOf">,
): boolean {
  return undoOf === null && (kind.isReversible(field) || isLockField(field));
}

/**
 * What taking these changes of one entity back makes of it: field by field from the newest to the oldest, as far as the
 * value is still the one a change made and nobody changed it again since. Pure. `history` holds everything that was
 * recorded of the fields and their locks, the given changes among it.
 */
export function planEntityUndo<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  { given, history, still }: Given,
): EntityUndo {
  const plan: EntityUndo = { steps: [], skipped: [] };
  const takeable = given.filter((change) => change.undoneAt === null && mayTakeBack(kind, change));
  const givenIds = new Set(takeable.map(({ id }) => id));
  for (const [field, changes] of Map.groupBy(takeable, (change) => change.field)) {
    const ids = new Set(changes.map(({ id }) => id));
    const others = history.filter((fact) => fact.field === field && !ids.has(fact.id) && isStanding(fact));
    const newestOther = Math.max(0, ...others.map(({ id }) => id));
    const now = isLockField(field) ? entity.isLocked(field) : entity.values[field];
    const label = labelOf(kind, field);
    const taken: HistoryEntry[] = [];
    let value = now;
    for (const change of changes.toSorted((a, b) => b.id - a.id)) {
      const isHeld = isHeldByEdit(kind, change, { history, givenIds });
      if (!isHeld && newestOther < change.id && (sameValue(value, change.newValue) || still?.has(change.id))) {
        taken.push(change);
        value = change.oldValue;
      } else plan.skipped.push({ changeId: change.id, field, label, now, reason: changedSince });
    }
    const oldest = taken.at(-1);
    if (!oldest) continue;
    plan.steps.push({
      field,
      label,
      now: isEmpty(now) ? null : now,
      becomes: isEmpty(value) ? null : value,
      changeIds: taken.map(({ id }) => id),
      lock: lockAfter(kind, oldest, history),
    });
  }
  return plan;
}

/**
 * True for a switch of a lock when its field was typed since: that edit locked it, and wants it locked whatever came
 * before. `givenIds`: what is taken back with it does not count.
 */
export function isHeldByEdit<L extends Loaded>(
  kind: EntityKind<L>,
  { id, field }: Pick<HistoryEntry, "id" | "field">,
  { history, givenIds = new Set() }: { history: readonly HistoryFact[]; givenIds?: ReadonlySet<number> },
): boolean {
  if (!isLockField(field)) return false;
  return history.some(
    (fact) =>
      kind.lockOf(fact.field) === field && fact.id > id && isStanding(fact) && isByHand(fact) && !givenIds.has(fact.id),
  );
}

const isStanding = ({ undoneAt, undoOf }: HistoryFact): boolean => undoneAt === null && undoOf === null;

/**
 * A field is locked after a change of it was taken back when automation had made the change, because it would make it
 * again. When a person had, the lock is what it was before that edit, as far as the history tells.
 */
export function lockAfter<L extends Loaded>(
  kind: EntityKind<L>,
  change: Author & Pick<HistoryEntry, "id" | "field">,
  history: readonly HistoryFact[],
): UndoStep["lock"] {
  const column = kind.lockOf(change.field);
  if (column === undefined || kind.isKept?.(column) === false) return undefined;
  if (!isByHand(change)) return { column, locked: true };
  const facts = history.filter(({ field }) => field === change.field || field === column);
  return { column, locked: lockAt(column, facts, { before: change.id, stands: ({ undoneAt }) => undoneAt === null }) };
}

/**
 * What a lock was before an entry of the history, as far as the history tells. `facts`: all of the field and its lock.
 * `stands` leaves out what was taken back before that.
 */
export function lockAt(
  column: string,
  facts: readonly HistoryFact[],
  { before, stands }: { before: number; stands: (fact: HistoryFact) => boolean },
): boolean {
  const redone = broughtBack(facts);
  let end = before;
  for (const fact of facts.toSorted((a, b) => b.id - a.id)) {
    if (fact.id >= end || !stands(fact)) continue;
    if (fact.field === column) return fact.newValue === true;
    if (fact.undoOf === null) {
      // What was brought back left the lock as it was, or told that it switched it.
      if (isByHand(fact) && !redone.has(fact.id)) return true;
    } else if (fact.undone && !isByHand(fact.undone)) return true;
    // An edit that was taken back left the lock as it was before that edit.
    else end = fact.undoOf;
  }
  return false;
}

/**
 * Which changes brought back what an undo took, with that undo. Between an undo and what brings it back nothing else is
 * written of the field but later undos with what brings those back, so they belong together as brackets do.
 */
export function broughtBack(facts: readonly HistoryFact[]): Map<number, HistoryFact> {
  const found = new Map<number, HistoryFact>();
  const open = new Map<string, HistoryFact[]>();
  for (const fact of facts.toSorted((a, b) => a.id - b.id)) {
    const undos = open.get(fact.field) ?? [];
    if (fact.undoOf !== null && fact.undoneAt !== null) open.set(fact.field, [...undos, fact]);
    const undo = fact.undoOf === null ? undos.at(-1) : undefined;
    if (!undo) continue;
    found.set(fact.id, undo);
    open.set(fact.field, undos.slice(0, -1));
  }
  return found;
}

/** What a field is called, or its lock. */
export const labelOf = <L extends Loaded>(kind: EntityKind<L>, field: string): string =>
  isLockField(field) ? "Lock" : kind.labelOf(field);
