import { dueEachNight, verifyCache } from "#lib/artwork/verify-cache.ts";
import { verifyVideos, videosEachNight } from "#lib/trailers/verify-videos.ts";
import { recordCacheCheck } from "#lib/verify/record-cache-check.ts";
import type { Handler } from "../handler.ts";

/** Reads a slice of the cache of artwork and trailers, and brings back what is missing or damaged. */
export const verifyCacheJob: Handler<"cache.verify"> = async ({ db, signal, progress, assertOwned }) => {
  const limit = await dueEachNight(db);
  const pictures = await verifyCache(db, {
    limit,
    signal,
    assertOwned,
    onProgress: (done) => progress((90 * done) / limit, `${done} pictures`),
  });
  const videos = await verifyVideos(db, { limit: videosEachNight, signal, assertOwned });
  const good = [...pictures.good, ...videos.good];
  await recordCacheCheck(db, { good, lost: [...pictures.lost, ...videos.lost], assertOwned });
  const problems = [...pictures.lost, ...videos.lost];
  return {
    checked: pictures.checked + videos.checked,
    repaired: pictures.repaired + videos.repaired,
    queued: videos.queued,
    lost: problems.length,
    problems: problems.slice(0, 50),
  };
};
