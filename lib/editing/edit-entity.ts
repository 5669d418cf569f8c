import type { Db, Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { ChangeAuthor, EntityKind, FieldChange, Loaded, Values } from "./kind.ts";
import { isEmpty, sameValue } from "./values.ts";
import { writeLocks } from "./write-locks.ts";

/** What the editor saw when the form was opened. Without the value of a field its version has to be the present one. */
export type Opened = { version?: number | undefined; values?: Values | undefined };

export type FieldConflict = { field: string; label: string; yours: unknown; theirs: unknown };

export type EditEntity = {
  entityId: number;
  /** Only the fields that a person changed. */
  patch: Values;
  opened?: Opened;
  author: ChangeAuthor;
};

/** The entity. Throws not_found. */
export async function getLoaded<L extends Loaded>(db: Db, kind: EntityKind<L>, entityId: number): Promise<L> {
  const [entity] = await kind.list(db, [entityId]);
  if (entity === undefined) throw new AppError("not_found", "This is no longer in Metarr.");
  return entity;
}

/**
 * A person's edit: writes the values, locks the fields, keeps the history. Emptying a field locks it empty.
 * Throws not_found, and conflict with both values in `details.conflicts` when a field was changed since the form was
 * opened; other fields changed meanwhile do not matter.
 */
export async function editEntity<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { entityId, patch, opened = {}, author }: EditEntity,
): Promise<{ changes: FieldChange[]; version: number }> {
  const entity = await getLoaded(tx, kind, entityId);
  const changes = changesOf(kind, entity, patch);
  refuseConflicts(kind, entity, changes, opened);
  const locks = changes.flatMap(({ field }) => kind.lockOf(field) ?? []);
  await kind.write(tx, [{ entity, changes, columns: Object.fromEntries(locks.map((lock) => [lock, true])) }], author);
  return { changes, version: changes.length > 0 ? entity.version + 1 : entity.version };
}

function changesOf<L extends Loaded>(kind: EntityKind<L>, { values }: L, patch: Values): FieldChange[] {
  return Object.entries(patch).flatMap(([field, newValue]) => {
    if (kind.lockOf(field) === undefined || newValue === undefined || sameValue(values[field], newValue)) return [];
    return [{ field, oldValue: values[field], newValue: isEmpty(newValue) ? null : newValue }];
  });
}

function refuseConflicts<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  changes: readonly FieldChange[],
  opened: Opened,
): void {
  if (opened.version === undefined && opened.values === undefined) return;
  if (opened.version === entity.version) return;
  const conflicts = changes.flatMap(({ field, newValue }): FieldConflict[] => {
    const seen = opened.values && field in opened.values ? { value: opened.values[field] } : undefined;
    if (seen && sameValue(seen.value, entity.values[field])) return [];
    return [{ field, label: kind.labelOf(field), yours: newValue, theirs: entity.values[field] }];
  });
  const [first] = conflicts;
  if (first === undefined) return;
  const labels = conflicts.map(({ label }) => label).join(", ");
  throw new AppError(
    "conflict",
    `${labels} of "${entity.name}" changed while you were editing. Choose which value to keep, and save again.`,
    { field: first.field, details: { conflicts, version: entity.version } },
  );
}

/** Sets and takes off locks, by their columns. Returns the version after it. */
export async function setEntityLocks<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { entityId, locks, userId }: { entityId: number; locks: Readonly<Record<string, boolean>>; userId: number | null },
): Promise<number> {
  const entity = await getLoaded(tx, kind, entityId);
  const columns = Object.fromEntries(
    Object.entries(locks).filter(([lock, wanted]) => entity.isLocked(lock) !== wanted),
  );
  await writeLocks(tx, kind, [{ entity, columns }], { source: "user", userId });
  return Object.keys(columns).length > 0 ? entity.version + 1 : entity.version;
}
