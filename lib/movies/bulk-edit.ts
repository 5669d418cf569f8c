import type { Db, Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import type { FieldChange, Values } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { fieldLocks } from "./fields.ts";
import { type LoadedMovie, movieKind } from "./kind.ts";
import { type BulkEdit, bulkListFields, isEditableField } from "./vocabulary.ts";

/** Films that are written together: a person who edits one of them meanwhile waits this long at most. */
const filmsPerTransaction = 200;

type Edit = {
  movieIds: readonly number[];
  edit: BulkEdit;
  userId: number;
  /** The same for all that the command changes, so that it can be taken back as one. */
  batch: string;
  jobId?: number | null;
};

type Progress = {
  signal?: AbortSignal | undefined;
  onProgress?: (done: number, of: number) => void;
  /** Throws when another worker has the job by now. */
  assertOwned?: ((tx: Tx) => Promise<void>) | undefined;
};

/**
 * A person's edit of many films. What it changes is locked, as by the form; a film that was changed meanwhile is changed
 * again, and its history tells. Removed films are passed over. May be run again after a stop.
 */
export async function editFilms(
  db: Db,
  { movieIds, signal, onProgress, assertOwned, ...params }: Edit & Progress,
): Promise<{ films: number; fields: number }> {
  const total = { films: 0, fields: 0 };
  for (let start = 0; start < movieIds.length; start += filmsPerTransaction) {
    signal?.throwIfAborted();
    const chunk = movieIds.slice(start, start + filmsPerTransaction);
    const done = await transaction(db, async (tx) => {
      await assertOwned?.(tx);
      return editChunk(tx, { ...params, movieIds: chunk });
    });
    total.films += done.films;
    total.fields += done.fields;
    onProgress?.(Math.min(movieIds.length, start + filmsPerTransaction), movieIds.length);
  }
  return total;
}

async function editChunk(tx: Tx, { movieIds, edit, userId, batch, jobId = null }: Edit) {
  const author = { source: "user", userId, batch, jobId };
  const films = (await movieKind.list(tx, movieIds)).filter(({ movie }) => movie.deletedAt === null);
  const writes = films.map((entity) => {
    const changes = planBulkEdit(entity.values, edit);
    const switched = locksToSwitch(entity, edit, changes);
    const kept = changes.filter(({ field }) => !edit.unlock.some((name) => name === field));
    const brought = kept.map(({ field }) => [movieKind.lockOf(field) ?? "", true]);
    return { entity, changes, switched, columns: { ...Object.fromEntries(brought), ...switched } };
  });
  const changed = writes.filter(({ changes, columns }) => changes.length + Object.keys(columns).length > 0);
  await movieKind.write(tx, changed, author);
  const locks = changed.map(({ entity, switched }) => ({
    entityId: entity.entityId,
    changes: Object.entries(switched).map(([field, locked]) => ({ field, oldValue: !locked, newValue: locked })),
  }));
  await recordChanges(tx, "movie", locks, author);
  await publishSoon(tx, { movieIds: changed.map(({ entity }) => entity.entityId), createdBy: userId });
  const fields = changed.reduce((sum, { changes, switched }) => sum + changes.length + Object.keys(switched).length, 0);
  return { films: changed.length, fields };
}

/** What an edit changes of a film with these values. Pure. */
export function planBulkEdit(values: Values, edit: BulkEdit): FieldChange[] {
  const lists = bulkListFields.flatMap((field) => {
    const change = edit.lists[field];
    return change ? [{ field, newValue: listAfter(namesIn(values[field]), change) }] : [];
  });
  const single = Object.entries(edit.values).map(([field, newValue]) => ({ field, newValue }));
  return [...lists, ...single].flatMap(({ field, newValue }) =>
    newValue === undefined || sameValue(values[field], newValue)
      ? []
      : [{ field, oldValue: values[field], newValue: isEmpty(newValue) ? null : newValue }],
  );
}

const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];

type ListChange = NonNullable<BulkEdit["lists"][(typeof bulkListFields)[number]]>;

/** Names are the same whatever their case, so that nobody gets "drama" beside "Drama". */
function listAfter(present: readonly string[], { way, names }: ListChange): string[] {
  if (way === "set") return names;
  const has = (list: readonly string[], name: string) =>
    list.some((other) => other.toLowerCase() === name.toLowerCase());
  if (way === "remove") return present.filter((name) => !has(names, name));
  return [...present, ...names.filter((name) => !has(present, name))];
}

/** Locks that are switched by themselves; those that an edit brings are not among them unless they are to be off. */
function locksToSwitch(
  entity: LoadedMovie,
  { lock, unlock }: BulkEdit,
  changes: readonly FieldChange[],
): Record<string, boolean> {
  const wanted = [
    ...lock.filter((field) => !changes.some((change) => change.field === field)).map((field) => ({ field, on: true })),
    ...unlock.map((field) => ({ field, on: false })),
  ];
  return Object.fromEntries(
    wanted.flatMap(({ field, on }) => {
      const column = isEditableField(field) ? fieldLocks[field] : undefined;
      return column === undefined || entity.isLocked(column) === on ? [] : [[column, on]];
    }),
  );
}
