import pLimit from "p-limit";
import { selectArtwork } from "#lib/artwork/select.ts";
import { AppError } from "#lib/errors.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { publishFilmSoon } from "#lib/jobs/publish-soon.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** As many films as the lane has jobs at a time, were each a job of its own. */
const filmsAtOnce = 4;

/** Chooses the best artwork of many films as one command of a person. What is chosen already is not fetched again. */
export const filmsArtwork: Handler<"films.artwork"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const { movieIds, userId, ...wanted } = payload;
  const { jobId, runId } = job;
  const total = { films: 0, cached: 0, incomplete: 0, delayMs: 0, reason: "" };
  let done = 0;
  const limit = pLimit(filmsAtOnce);
  const choose = async (movieId: number) => {
    signal.throwIfAborted();
    const selection = await unlessGone(() =>
      selectArtwork(db, {
        ...wanted,
        movieId,
        userId,
        jobId,
        signal,
        assertOwned,
        also: (tx) => publishFilmSoon(tx, { movieId, runId, createdBy: userId }),
      }),
    );
    done += 1;
    progress((100 * done) / movieIds.length, `${done} of ${movieIds.length} films`);
    if (!selection) return;
    total.cached += selection.downloaded;
    if (selection.changed.length > 0) total.films += 1;
    if (!selection.incomplete) return;
    total.incomplete += 1;
    total.reason = selection.incomplete.reason;
    total.delayMs = Math.max(total.delayMs, selection.incomplete.delayMs ?? 0);
  };
  await Promise.all(movieIds.map((movieId) => limit(choose, movieId)));
  if (total.incomplete > 0) {
    const { reason, delayMs } = total;
    // What could be had is chosen; the rest is asked for again.
    if (delayMs > 0) throw new RetryLater({ delayMs, reason });
    throw new AppError("unavailable", `The artwork of ${total.incomplete} films is not complete. ${reason}`);
  }
  return { filmsChanged: total.films, cached: total.cached };
};
