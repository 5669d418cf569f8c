import { undoTarget } from "#lib/undo/undo-changes.ts";
import type { Handler } from "../handler.ts";

/** Takes back what a job or a command changed of very many items. */
export const undoJob: Handler<"changes.undo"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const { items, fields, skipped } = await undoTarget(db, {
    target: payload.target,
    userId: payload.userId,
    jobId: job.jobId,
    signal,
    assertOwned,
    onProgress: (done, of) => progress((100 * done) / of, `${done} of ${of} parts`),
  });
  return { itemsChanged: items, fieldsTakenBack: fields, changesThatStay: skipped };
};
