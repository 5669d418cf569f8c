import { purgeExpired } from "#lib/recycle/purge.ts";
import { purgeRemoved } from "#lib/recycle/purge-removed.ts";
import { settleMoves } from "#lib/recycle/settle-moves.ts";
import type { Handler } from "../handler.ts";

/**
 * Deletes for good what has been in the recycle bin for its time: files, and the rows of what was removed. Nothing when
 * the clock jumped. Moves that were cut off are ended before.
 */
export const recyclePurge: Handler<"recycle.purge"> = async ({ db, signal, assertOwned }) => {
  const settled = await settleMoves(db, { signal });
  const { purged, skipped, problems } = await purgeExpired(db, { signal });
  if (skipped !== null) return { settled, purged, skipped, problems: [] };
  const rows = await purgeRemoved(db, { signal, assertOwned });
  return { settled, purged, rows, problems: problems.slice(0, 50) };
};
