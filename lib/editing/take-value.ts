import type { Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { type Comparable, findSaid } from "./compare-values.ts";
import { type Opened, setEntityLocks } from "./edit-entity.ts";
import type { Loaded } from "./kind.ts";
import { type SavedEdit, saveEdit } from "./save-edit.ts";
import { labelOfSource } from "./vocabulary.ts";

export type TakeValue = {
  entityId: number;
  field: string;
  /** A provider's name, or `nfo`. */
  source: string;
  /** What the form showed; see editEntity. */
  opened?: Opened;
  userId: number;
};

/**
 * Writes what a source said of a field. It is a person's choice, so the field is locked, and the history names both.
 * The value is what the source's record says now, wherever the wish came from. Throws not_found when it says nothing,
 * and conflict as editEntity does.
 */
export async function takeValue<L extends Loaded>(
  tx: Tx,
  comparable: Comparable<L>,
  { entityId, field, source, opened = {}, userId }: TakeValue,
): Promise<SavedEdit> {
  const { kind } = comparable;
  const lock = kind.lockOf(field);
  if (lock === undefined) throw new AppError("invalid", "This field cannot be edited.");
  const value = await findSaid(tx, comparable, { entityId, field, source });
  if (value === null) {
    const label = kind.labelOf(field).toLowerCase();
    throw new AppError("not_found", `${labelOfSource(source)} says nothing about the ${label} any more.`);
  }
  const author = { source, userId };
  const saved = await saveEdit(tx, kind, { entityId, patch: { [field]: value }, opened, author });
  if (saved.changeIds.length > 0) return saved;
  return { ...saved, version: await setEntityLocks(tx, kind, { entityId, locks: { [lock]: true }, userId }) };
}
