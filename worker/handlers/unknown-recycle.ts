import { recycleUnknownFiles } from "#lib/libraries/unknown-files-recycle.ts";
import type { Handler } from "../handler.ts";

/** Moves unknown files that a person chose into the recycle bin. */
export const unknownRecycle: Handler<"unknown.recycle"> = async ({
  db,
  payload,
  job,
  signal,
  progress,
  assertOwned,
}) => {
  const total = payload.unknownFileIds.length;
  const { recycled, problems } = await recycleUnknownFiles(db, {
    unknownFileIds: payload.unknownFileIds,
    jobId: job.jobId,
    userId: job.createdBy,
    signal,
    assertOwned,
    onFile: (done) => progress((100 * done) / total, `${done} of ${total} files`),
  });
  return { recycled, problems: problems.slice(0, 50) };
};
