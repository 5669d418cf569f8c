import { dueEachNight, verifyCache } from "#lib/artwork/verify-cache.ts";
import type { Handler } from "../handler.ts";

/** Reads a slice of the artwork cache, and brings back what is missing or damaged. */
export const verifyCacheJob: Handler<"cache.verify"> = async ({ db, signal, progress, assertOwned }) => {
  const limit = await dueEachNight(db);
  const { checked, repaired, lost } = await verifyCache(db, {
    limit,
    signal,
    assertOwned,
    onProgress: (done) => progress((100 * done) / limit, `${done} pictures`),
  });
  return { checked, repaired, lost: lost.length, problems: lost.slice(0, 50) };
};
