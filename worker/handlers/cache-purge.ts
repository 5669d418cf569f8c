import { databaseNow } from "#db/clock.ts";
import { purgeAnswers } from "#lib/providers/answer-cache.ts";
import type { Handler } from "../handler.ts";

export const purgeCache: Handler<"cache.purge"> = async ({ db }) => ({
  removed: await purgeAnswers(db, await databaseNow(db)),
});
