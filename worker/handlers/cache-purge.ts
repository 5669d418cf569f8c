import { databaseNow } from "#db/clock.ts";
import { sweepArtwork } from "#lib/artwork/sweep.ts";
import { purgeAnswers } from "#lib/providers/answer-cache.ts";
import type { Handler } from "../handler.ts";

export const purgeCache: Handler<"cache.purge"> = async ({ db, signal }) => ({
  removed: await purgeAnswers(db, await databaseNow(db)),
  filesRemoved: await sweepArtwork(db, { signal }),
});
