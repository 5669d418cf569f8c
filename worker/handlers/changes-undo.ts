import { redoTarget } from "#lib/undo/redo.ts";
import { undoTarget } from "#lib/undo/undo-changes.ts";
import type { Handler } from "../handler.ts";

/**
 * Takes back what a job or a command changed of very many items, or brings back what was taken back of one with very many
 * parts.
 */
export const undoJob: Handler<"changes.undo"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const { target, userId } = payload;
  const { jobId } = job;
  const onProgress = (done: number, of: number) => progress((100 * done) / of, `${done} of ${of} parts`);
  const run = { userId, jobId, signal, assertOwned, onProgress };
  if ("redoOf" in target) {
    const { items, fields, skipped } = await redoTarget(db, { ...run, target });
    return { itemsChanged: items, fieldsBroughtBack: fields, changesThatStay: skipped };
  }
  const { items, fields, skipped } = await undoTarget(db, { ...run, target });
  return { itemsChanged: items, fieldsTakenBack: fields, changesThatStay: skipped };
};
