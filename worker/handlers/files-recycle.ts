import { ownedTransaction } from "#lib/jobs/lease.ts";
import { recycleFilmFiles } from "#lib/movies/remove-files.ts";
import { recycleShowFiles } from "#lib/series/remove-files.ts";
import type { Handler } from "../handler.ts";
import { tellOfOwnFiles } from "../tell-players.ts";

/** Moves the files of something that was removed to the recycle bin, where each can be put back. */
export const filesRecycle: Handler<"files.recycle"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { entityType, entityId, userId } = payload;
  const by = { userId, jobId: job.jobId, signal, assertOwned };
  const recycled =
    entityType === "movie"
      ? await recycleFilmFiles(db, { movieId: entityId, ...by })
      : await recycleShowFiles(db, { entityType, entityId, ...by });
  if (recycled > 0) {
    const gone = { entityType, entityId, change: "removed" } as const;
    await ownedTransaction(db, assertOwned, (tx) => tellOfOwnFiles(tx, gone));
  }
  return { recycled };
};
