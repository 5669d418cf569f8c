import { transaction } from "#db/transaction.ts";
import { cacheLocalArtwork } from "#lib/artwork/local.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { loadIgnoreRules } from "#lib/libraries/ignore-patterns.ts";
import type { Handler } from "../handler.ts";

/** Keeps the pictures that lie beside films, and has the film's artwork chosen where there are some. */
export const movieArtwork: Handler<"movie.artwork"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const total = payload.movieIds.length;
  const { added, movieIds, problems } = await cacheLocalArtwork(db, {
    movieIds: payload.movieIds,
    signal,
    assertOwned,
    loadIgnoreRules,
    onFilm: (done) => progress((100 * done) / total, `${done} of ${total} films`),
  });
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    const payloads = movieIds.map((movieId) => ({ movieId }));
    await enqueueMany(tx, "artwork.select", payloads, { runId: job.runId });
  });
  return { cached: added, problems: problems.slice(0, 50) };
};
