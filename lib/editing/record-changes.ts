import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { fieldChanges } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityType, FieldChange } from "./kind.ts";

type Changed = { entityId: number; changes: readonly FieldChange[] };

/**
 * Writes the history of changes that were made, any number of entities at once. All bear one moment: what was changed
 * together is taken back together.
 */
export function recordChanges(
  tx: Tx,
  entityType: EntityType,
  items: readonly Changed[],
  author: ChangeAuthor,
): Promise<void> {
  return recordAuthored(
    tx,
    entityType,
    items.map((item) => ({ ...item, author })),
  );
}

/** The same for changes that not all have one author. */
export async function recordAuthored(
  tx: Tx,
  entityType: EntityType,
  items: readonly (Changed & { author: ChangeAuthor })[],
): Promise<void> {
  if (items.every(({ changes }) => changes.length === 0)) return;
  const changedAt = await databaseNow(tx);
  const rows = items.flatMap(({ entityId, changes, author: { source, userId, jobId, undoOf, batch } }) =>
    changes.map((change) => ({
      entityType,
      entityId,
      field: change.field,
      oldValue: change.oldValue ?? null,
      newValue: change.newValue ?? null,
      source: change.source ?? source,
      userId: (change.userId === undefined ? userId : change.userId) ?? null,
      jobId: jobId ?? null,
      undoOf: change.undoOf ?? undoOf ?? null,
      batch: batch ?? null,
      changedAt,
    })),
  );
  await bulkInsert(tx, fieldChanges, rows);
}
