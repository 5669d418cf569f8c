import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { EntityKind, Loaded } from "./kind.ts";
import { undoEntityChange } from "./undo-change.ts";

/**
 * Takes several changes of one entity back together, the newest first, or none of them. Throws not_found, and as
 * undoEntityChange does.
 */
export async function undoEdits<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  { entityId, changeIds, userId }: { entityId: number; changeIds: readonly number[]; userId: number },
): Promise<void> {
  const changes = await tx
    .select()
    .from(fieldChanges)
    .where(
      and(
        inArray(fieldChanges.id, [...changeIds]),
        eq(fieldChanges.entityType, kind.entityType),
        eq(fieldChanges.entityId, entityId),
      ),
    )
    .orderBy(desc(fieldChanges.id));
  if (changes.length === 0) throw new AppError("not_found", "This change is no longer in the history.");
  // One after the other: each reads what the one before has written. There are no more than a form has fields.
  for (const change of changes) await undoEntityChange(tx, kind, { change, userId });
}
