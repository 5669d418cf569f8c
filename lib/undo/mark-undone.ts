import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";

/** Says of changes that they were taken back. */
export async function markUndone(tx: Tx, changeIds: readonly number[]): Promise<void> {
  for (const ids of chunksOf(changeIds)) {
    await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(inArray(fieldChanges.id, ids));
  }
}
