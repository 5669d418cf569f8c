import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { undoChanges } from "./undo-changes.ts";

/**
 * Takes back what one command did to several films, all of it or nothing. Returns their ids. Throws conflict when one of
 * them changed since.
 */
export async function undoBatch(
  tx: Tx,
  { batch, userId }: { batch: string; userId: number | null },
): Promise<number[]> {
  const changes = await tx
    .select({ changeId: fieldChanges.id, movieId: fieldChanges.entityId })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.batch, batch), eq(fieldChanges.entityType, "movie"), isNull(fieldChanges.undoneAt)));
  await undoChanges(tx, { changeIds: changes.map(({ changeId }) => changeId), userId });
  return [...new Set(changes.map(({ movieId }) => movieId))];
}
