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
  const byFilm = Map.groupBy(changes, ({ movieId }) => movieId);
  // Film by film: each has a row, derived values and a history of its own.
  for (const own of byFilm.values()) {
    await undoChanges(tx, { changeIds: own.map(({ changeId }) => changeId), userId });
  }
  return [...byFilm.keys()];
}
