import { cacheSeriesArtwork } from "#lib/artwork/local-series.ts";
import { loadIgnoreRules } from "#lib/libraries/ignore-patterns.ts";
import type { Handler } from "../handler.ts";

/** Keeps the pictures that lie beside series, and chooses among them as their library wants it. */
export const seriesArtwork: Handler<"series.artwork"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const total = payload.seriesIds.length;
  const { added, problems } = await cacheSeriesArtwork(db, {
    seriesIds: payload.seriesIds,
    jobId: job.jobId,
    signal,
    assertOwned,
    loadIgnoreRules,
    onSeries: (done) => progress((100 * done) / total, `${done} of ${total} series`),
  });
  return { cached: added, problems: problems.slice(0, 50) };
};
