import type { Tx } from "#db/client.ts";
import { undoChange } from "./history.ts";

/** Takes several changes back together, the newest first, or none of them. Throws as undoChange does. */
export async function undoChanges(
  tx: Tx,
  { changeIds, userId }: { changeIds: readonly number[]; userId: number | null },
): Promise<{ movieId: number } | undefined> {
  let undone: { movieId: number } | undefined;
  // One after the other: each reads what the one before has written. There are no more than a form has fields.
  for (const changeId of changeIds.toSorted((a, b) => b - a)) undone = await undoChange(tx, { changeId, userId });
  return undone;
}
