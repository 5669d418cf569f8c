import type { Tx } from "#db/client.ts";
import type { ChangeAuthor, EntityKind, Loaded } from "./kind.ts";
import { recordChanges } from "./record-changes.ts";

/** True for the name under which the history keeps a lock: that of its column. */
export const isLockField = (field: string): boolean => field.endsWith("Locked");

/** Sets lock columns that differ from what is there, and keeps that in the history, any number of entities at once. */
export async function writeLocks<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  items: readonly { entity: L; columns: Readonly<Record<string, boolean>> }[],
  author: ChangeAuthor,
): Promise<void> {
  await kind.write(
    tx,
    items.map(({ entity, columns }) => ({ entity, changes: [], columns })),
    author,
  );
  await recordChanges(
    tx,
    kind.entityType,
    items.map(({ entity, columns }) => ({
      entityId: entity.entityId,
      changes: Object.entries(columns).map(([field, locked]) => ({ field, oldValue: !locked, newValue: locked })),
    })),
    author,
  );
}
