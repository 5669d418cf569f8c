import type { Tx } from "#db/client.ts";
import { editEntity, type Opened } from "./edit-entity.ts";
import type { ChangeAuthor, EntityKind, Loaded, Values } from "./kind.ts";
import { listEntityChanges } from "./list-changes.ts";

export type SaveEdit = {
  entityId: number;
  /** Only the fields that a person changed. */
  patch: Values;
  opened?: Opened;
  author: ChangeAuthor;
};

export type SavedEdit = {
  version: number;
  /** Entries of the history, so that they can be taken back together. */
  changeIds: number[];
};

/** A person's edit, with the entries of the history that it made. Throws as editEntity does. */
export async function saveEdit<L extends Loaded>(tx: Tx, kind: EntityKind<L>, edit: SaveEdit): Promise<SavedEdit> {
  const { changes, version } = await editEntity(tx, kind, edit);
  if (changes.length === 0) return { version, changeIds: [] };
  // The newest of the entity are those just written: nobody else writes it before this commits.
  const { entityType } = kind;
  const written = await listEntityChanges(tx, { entityType, entityId: edit.entityId, limit: changes.length });
  return { version, changeIds: written.map(({ id }) => id) };
}
