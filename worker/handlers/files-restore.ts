import { ownedTransaction } from "#lib/jobs/lease.ts";
import { restoreRemovedFiles } from "#lib/recycle/restore-removed.ts";
import type { Handler } from "../handler.ts";
import { tellOfOwnFiles } from "../tell-players.ts";

/** Puts the files of something that was restored back from the recycle bin. */
export const filesRestore: Handler<"files.restore"> = async ({ db, payload, signal, assertOwned }) => {
  const since = new Date(payload.since);
  const { entityType, entityId } = payload;
  const { restored, problems } = await restoreRemovedFiles(db, { ...payload, since, signal, assertOwned });
  if (restored > 0) {
    const back = { entityType, entityId, change: "changed" } as const;
    await ownedTransaction(db, assertOwned, (tx) => tellOfOwnFiles(tx, back));
  }
  return { restored, problems: problems.slice(0, 50) };
};
