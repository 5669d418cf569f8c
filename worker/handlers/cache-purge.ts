import { databaseNow } from "#db/clock.ts";
import { collectUnused } from "#lib/artwork/collect.ts";
import { sweepArtwork } from "#lib/artwork/sweep.ts";
import { purgeAnswers } from "#lib/providers/answer-cache.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { collectUnusedVideos } from "#lib/trailers/collect-videos.ts";
import { sweepVideos } from "#lib/trailers/sweep-videos.ts";
import type { Handler } from "../handler.ts";

/** Lets go of what nothing needs: answers of providers, pictures nobody shows, and what stopped processes left. */
export const purgeCache: Handler<"cache.purge"> = async ({ db, signal, assertOwned }) => {
  const removed = await purgeAnswers(db, {
    maxBytes: (await readSettings(db)).get("cache.answersMb") * 1024 * 1024,
    now: await databaseNow(db),
    signal,
  });
  const picturesLetGo = await collectUnused(db, { signal, assertOwned });
  const trailersLetGo = await collectUnusedVideos(db, { signal, assertOwned });
  const [pictures, videos] = [await sweepArtwork(db, { signal }), await sweepVideos(db, { signal })];
  return {
    removed,
    picturesLetGo,
    trailersLetGo,
    filesRemoved: pictures.removed + videos.removed,
    filesRecycled: pictures.recycled + videos.recycled,
  };
};
