import fc from "fast-check";
import type { FieldChange } from "#lib/editing/kind.ts";
import { planMerge } from "#lib/editing/merge.ts";
import { mayRedo, planEntityRedo } from "#lib/editing/redo-rules.ts";
import { type HistoryEntry, mayTakeBack, planEntityUndo, type UndoStep } from "#lib/editing/undo-rules.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { isEditableField } from "#lib/movies/vocabulary.ts";
import { columnsIn } from "./undo-items.ts";

/** A text, a list, a number, and a fact that nobody edits. */
export const modelFields = ["plot", "tagline", "genres", "year", "status"] as const;
type Field = (typeof modelFields)[number];
const editable = ["plot", "tagline", "genres", "year"] as const;

export type Command =
  | { do: "edit"; field: Field; value: unknown }
  | { do: "lock" | "unlock"; field: Field }
  | { do: "merge"; offers: { source: string; values: Record<string, unknown> }[]; priority: string[] }
  /** `pick` chooses among what can be taken back, or brought back. */
  | { do: "undoChange" | "undoJob" | "redo"; pick: number };

const aValueOf = (field: Field) => {
  if (field === "genres")
    return fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }).map((names) => [...new Set(names)]);
  if (field === "year") return fc.option(fc.integer({ min: 1990, max: 1992 }));
  return fc.option(fc.constantFrom("", "x", "y"));
};
const someField = fc.constantFrom(...editable);
const source = fc.constantFrom("tmdb", "tvdb", "omdb");
const offer = fc.record({
  source,
  values: fc.record(Object.fromEntries(modelFields.map((field) => [field, aValueOf(field)])), { requiredKeys: [] }),
});

/** Any command; edits and merges come most. */
export const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: someField.chain((field) =>
      fc.record({ do: fc.constant("edit" as const), field: fc.constant(field), value: aValueOf(field) }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("lock" as const, "unlock" as const), field: someField }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("merge" as const),
      offers: fc.uniqueArray(offer, { minLength: 1, maxLength: 3, selector: (one) => one.source }),
      priority: fc.shuffledSubarray(["tmdb", "tvdb", "omdb"]),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("undoChange" as const, "undoJob" as const), pick: fc.nat(50) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("redo" as const), pick: fc.nat(50) }) },
);

/** An item in memory, written by the same rules as one in the database. */
export type Model = {
  values: Record<string, unknown>;
  locks: Set<string>;
  history: HistoryEntry[];
  jobs: number;
  /** What a command writes bears one moment. */
  moment: number;
  /** Changes that brought something back. */
  brought: Set<number>;
};

export const newModel = (): Model => ({
  values: { plot: null, tagline: null, genres: null, year: null, status: null },
  locks: new Set(),
  history: [],
  jobs: 0,
  moment: 0,
  brought: new Set(),
});

export const lockOf = (field: string): string => movieKind.lockOf(field) ?? "";

/** What a merge would change now. */
export function planModelMerge(model: Model, { offers, priority }: Extract<Command, { do: "merge" }>): FieldChange[] {
  const standing = model.history.filter(({ undoneAt, undoOf }) => undoneAt === null && undoOf === null);
  return planMerge({
    current: model.values,
    locked: new Set(editable.filter((field) => model.locks.has(lockOf(field)))),
    isEditable: isEditableField,
    sources: new Map(standing.map((change) => [change.field, change.source])),
    offers,
    priorityOf: () => priority,
    existing: "keep",
  });
}

/** The changes that a command of undoing or redoing means; none when there is nothing to take or bring back. */
export function pickUndo(model: Model, { do: kind, pick }: Extract<Command, { pick: number }>): HistoryEntry[] {
  if (kind === "redo") {
    const takings = model.history.filter(
      ({ undoneAt, undoOf, field }) => undoneAt === null && undoOf !== null && mayRedo(movieKind, field),
    );
    const taking = takings.at(pick % Math.max(1, takings.length));
    return taking ? [taking] : [];
  }
  const standing = model.history.filter((change) => change.undoneAt === null && mayTakeBack(movieKind, change));
  const single = kind === "undoChange" ? standing.at(pick % Math.max(1, standing.length)) : undefined;
  if (kind === "undoChange") return single ? [single] : [];
  const jobIds = [...new Set(standing.flatMap(({ jobId }) => jobId ?? []))];
  const jobId = jobIds.at(pick % Math.max(1, jobIds.length));
  return jobId === undefined ? [] : standing.filter((change) => change.jobId === jobId);
}

function planModel(model: Model, given: readonly HistoryEntry[], plan: typeof planEntityUndo | typeof planEntityRedo) {
  const byId = new Map(model.history.map((change) => [change.id, change]));
  const history = model.history.map((change) => ({
    ...change,
    undone: change.undoOf === null ? null : (byId.get(change.undoOf) ?? null),
  }));
  const entity = {
    entityId: 1,
    name: "it",
    version: 1,
    values: model.values,
    isLocked: (lock: string) => model.locks.has(lock),
  };
  // The kind is asked for names of fields and locks alone.
  const { steps } = plan({ ...movieKind, list: async () => [], write: async () => {} }, entity, {
    given,
    history,
  });
  return steps;
}

/** Runs one command on the model. Returns what was taken back. */
export function runOnModel(model: Model, command: Command): UndoStep[] {
  model.moment += 1;
  if (command.do === "edit") {
    const { field, value } = command;
    if (sameValue(model.values[field], value)) return [];
    record(
      model,
      { field, oldValue: model.values[field], newValue: isEmpty(value) ? null : value },
      { source: "user" },
    );
    model.locks.add(lockOf(field));
  } else if (command.do === "lock" || command.do === "unlock") {
    const [field, locked] = [lockOf(command.field), command.do === "lock"];
    if (model.locks.has(field) === locked) return [];
    record(model, { field, oldValue: !locked, newValue: locked }, { source: "user" });
  } else if ("offers" in command) {
    model.jobs += 1;
    for (const change of planModelMerge(model, command))
      record(model, change, { source: change.source ?? "", jobId: model.jobs });
  } else if ("pick" in command) {
    const given = pickUndo(model, command);
    if (command.do === "redo") return redoOnModel(model, given);
    const steps = planModel(model, given, planEntityUndo);
    for (const { field, now, becomes, changeIds, lock } of steps) {
      for (const change of model.history) if (changeIds.includes(change.id)) change.undoneAt = new Date(0);
      record(model, { field, oldValue: now, newValue: becomes }, { source: "user", undoOf: changeIds.at(-1) ?? null });
      if (lock) setLock(model, lock.column, lock.locked);
    }
    return steps;
  }
  return [];
}

/** Brings back what these rows took back: a change of its own, with the locks that it switches. */
export function redoOnModel(model: Model, given: readonly HistoryEntry[]): UndoStep[] {
  model.moment += 1;
  const steps = planModel(model, given, planEntityRedo);
  const length = model.history.length;
  const taken = new Set(steps.flatMap(({ changeIds }) => changeIds));
  for (const change of model.history) if (taken.has(change.id)) change.undoneAt = new Date(0);
  for (const { field, now, becomes, author } of steps) {
    if (isLockField(field) || !author) continue;
    const by = author.byHand ? { userId: 1 } : {};
    record(model, { field, oldValue: now, newValue: becomes }, { source: author.source, ...by });
  }
  const columns = columnsIn(steps);
  for (const [field, locked] of Object.entries(columns)) {
    record(model, { field, oldValue: model.locks.has(field), newValue: locked }, { source: "user", userId: 1 });
  }
  for (const { id } of model.history.slice(length)) model.brought.add(id);
  return steps;
}

function record(
  model: Model,
  { field, oldValue, newValue }: FieldChange,
  more: { source: string; userId?: number; jobId?: number; undoOf?: number | null },
): void {
  if (isLockField(field)) setLock(model, field, newValue === true);
  else model.values[field] = newValue;
  model.history.push({
    ...{ id: model.history.length + 1, entityType: "movie", entityId: 1, field, oldValue: oldValue ?? null, newValue },
    ...{ source: more.source, userId: more.userId ?? null, jobId: more.jobId ?? null, undoOf: more.undoOf ?? null },
    ...{ changedAt: new Date(model.moment), undoneAt: null, batch: null },
  });
}

function setLock({ locks }: Model, column: string, locked: boolean): void {
  if (locked) locks.add(column);
  else locks.delete(column);
}
