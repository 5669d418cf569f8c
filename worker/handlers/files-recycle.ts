import { recycleFilmFiles } from "#lib/movies/remove-files.ts";
import { recycleShowFiles } from "#lib/series/remove-files.ts";
import type { Handler } from "../handler.ts";

/** Moves the files of something that was removed to the recycle bin, where each can be put back. */
export const filesRecycle: Handler<"files.recycle"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { entityType, entityId, userId } = payload;
  const by = { userId, jobId: job.jobId, signal, assertOwned };
  const recycled =
    entityType === "movie"
      ? await recycleFilmFiles(db, { movieId: entityId, ...by })
      : await recycleShowFiles(db, { entityType, entityId, ...by });
  return { recycled };
};
