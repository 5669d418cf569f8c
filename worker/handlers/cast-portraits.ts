import { cachePortrait } from "#lib/artwork/portrait.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { listMissingPortraits } from "#lib/publish/portraits-soon.ts";
import type { Handler } from "../handler.ts";

/** Fetches the portraits that are published with a film or series. One that cannot be had costs only itself. */
export const castPortraits: Handler<"cast.portraits"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const wanted = await listMissingPortraits(db, payload);
  const passedOver: string[] = [];
  let cached = 0;
  for (const [index, actorId] of wanted.entries()) {
    signal.throwIfAborted();
    try {
      const done = await cachePortrait(db, { actorId, jobId: job.jobId, signal, assertOwned });
      if (done.cached) cached += 1;
    } catch (error) {
      signal.throwIfAborted();
      if (!isAppError(error)) throw error;
      passedOver.push(messageOf(error));
    }
    progress((100 * (index + 1)) / wanted.length, `${index + 1} of ${wanted.length}`);
  }
  if (cached > 0) {
    const ids = "movieId" in payload ? { movieIds: [payload.movieId] } : { seriesIds: [payload.seriesId] };
    await ownedTransaction(db, assertOwned, (tx) =>
      publishSoon(tx, { ...ids, runId: job.runId, createdBy: job.createdBy }),
    );
  }
  return { cached, passedOver: passedOver.slice(0, 20) };
};
