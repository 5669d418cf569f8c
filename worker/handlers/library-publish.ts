import { publishLibrary } from "#lib/publish/publish-library.ts";
import type { Handler } from "../handler.ts";
import { tellOfPublished } from "../tell-players.ts";

/** Publishes everything of a library that is known and changed. */
export const libraryPublish: Handler<"library.publish"> = async ({
  db,
  payload,
  job,
  signal,
  progress,
  assertOwned,
}) => {
  const { changed, problems, ...counts } = await publishLibrary(db, {
    libraryId: payload.libraryId,
    jobId: job.jobId,
    signal,
    assertOwned,
    follow: tellOfPublished,
    onProgress: (done, of) => progress((100 * done) / Math.max(1, of), `${done} of ${of}`),
  });
  return { ...counts, changedIds: changed.map(({ entityId }) => entityId), problems: problems.slice(0, 50) };
};
