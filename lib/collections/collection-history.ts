import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { undoEntityChange } from "#lib/editing/undo-change.ts";
import { AppError } from "#lib/errors.ts";
import { undoDelete } from "./delete-collection.ts";
import { collectionKind } from "./kind.ts";
import { undoMerge } from "./merge-collections.ts";
import { refuseMerged } from "./merged-away.ts";
import { isCollectionField } from "./vocabulary.ts";

/** Whether undoCollectionChange takes such a change back. A set that was made is deleted instead. */
const mayTakeBack = ({ field, oldValue }: { field: string; oldValue: unknown }): boolean =>
  field === "name" ? oldValue !== null : isCollectionField(field) || field === "merge" || field === "removed";

/**
 * Takes one change of a set back: of a value, a merge, or that it was deleted. Throws not_found, invalid, and conflict
 * when it was taken back already or something else happened since.
 */
export async function undoCollectionChange(
  tx: Tx,
  { changeId, userId }: { changeId: number; userId: number | null },
): Promise<{ collectionId: number }> {
  const [change] = await tx.select().from(fieldChanges).where(eq(fieldChanges.id, changeId));
  if (change?.entityType !== "collection") throw new AppError("not_found", "This change is no longer in the history.");
  const { entityId: collectionId, field, newValue } = change;
  if (!mayTakeBack(change) || change.undoOf !== null) {
    throw new AppError("invalid", "This entry of the history cannot be taken back.");
  }
  await refuseMerged(tx, (await getLoaded(tx, collectionKind, collectionId)).set);
  if (isCollectionField(field)) {
    await undoEntityChange(tx, collectionKind, { change, userId });
    return { collectionId };
  }
  if (change.undoneAt !== null) throw new AppError("conflict", "This change was taken back already.");
  await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, changeId));
  if (field === "merge") await undoMerge(tx, { intoId: collectionId, newValue, userId });
  else await undoDelete(tx, { collectionId, newValue, userId });
  const changes = [{ field, oldValue: newValue, newValue: null }];
  await recordChanges(tx, "collection", [{ entityId: collectionId, changes }], {
    source: "user",
    userId,
    undoOf: changeId,
  });
  return { collectionId };
}
