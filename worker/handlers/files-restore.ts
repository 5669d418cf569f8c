import { restoreRemovedFiles } from "#lib/recycle/restore-removed.ts";
import type { Handler } from "../handler.ts";

/** Puts the files of something that was restored back from the recycle bin. */
export const filesRestore: Handler<"files.restore"> = async ({ db, payload, signal, assertOwned }) => {
  const since = new Date(payload.since);
  const { restored, problems } = await restoreRemovedFiles(db, { ...payload, since, signal, assertOwned });
  return { restored, problems: problems.slice(0, 50) };
};
