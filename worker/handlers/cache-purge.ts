import { databaseNow } from "#db/clock.ts";
import { sweepArtwork } from "#lib/artwork/sweep.ts";
import { purgeAnswers } from "#lib/providers/answer-cache.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler } from "../handler.ts";

export const purgeCache: Handler<"cache.purge"> = async ({ db, signal }) => ({
  removed: await purgeAnswers(db, {
    maxBytes: (await readSettings(db)).get("cache.answersMb") * 1024 * 1024,
    now: await databaseNow(db),
    signal,
  }),
  filesRemoved: await sweepArtwork(db, { signal }),
});
