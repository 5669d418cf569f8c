import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { mayFollow } from "#lib/jobs/run-phase.ts";
import { findIdentity } from "#lib/movies/find-identity.ts";
import { applyIdentity } from "#lib/movies/identify.ts";
import { identityQuestion } from "#lib/movies/identify-question.ts";
import { getMovieState, type MovieState } from "#lib/movies/movie-state.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import type { Handler, JobContext } from "../handler.ts";
import { askProvider, openOrExplain, unlessGone } from "../provider-outcome.ts";

type Job = JobContext<"movie.identify">["job"];

/** Finds out who a film is, or puts it into the review queue with candidates; then lets it be enriched. */
export const movieIdentify: Handler<"movie.identify"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { movieId } = payload;
  const state = await unlessGone(() => getMovieState(db, movieId));
  const skipped = reasonToSkip(state, job);
  if (state === undefined || skipped !== undefined) return { skipped };
  const provider = await openOrExplain(() => openTmdb(db));
  if ("because" in provider) return { skipped: provider.because };

  const question = await identityQuestion(db, state, { byIdOnly: isLeftToPeople(state, job) });
  const identity = await askProvider(() => findIdentity(provider.opened, question, { signal }));
  return transaction(db, async (tx) => {
    await assertOwned(tx);
    const isKnown = await applyIdentity(tx, { movieId, identity, jobId: job.jobId });
    const { movie, library } = await getMovieState(tx, movieId);
    const isDue = isKnown && movie.identificationStatus !== "enriched";
    if (isDue && mayFollow("enrich", { automation: library.automation, runId: job.runId })) {
      await enqueue(tx, "movie.enrich", { movieId }, { runId: job.runId, createdBy: job.createdBy });
    }
    const candidates = identity.outcome === "unsure" ? identity.candidates.length : 0;
    return { outcome: identity.outcome, because: identity.reasons.join(" "), tmdbId: movie.tmdbId, candidates };
  });
};

function reasonToSkip(state: MovieState | undefined, job: Job): string | undefined {
  if (state === undefined || state.movie.deletedAt !== null) return "The film is no longer in Metarr.";
  if (state.movie.unlisted && job.createdBy === null) return "A person said that no database has this film.";
  if (!state.movie.monitored && job.createdBy === null) return "The film is not monitored.";
  return undefined;
}

/** Automation `manual` goes by ids alone, unless a person or a run asked. */
function isLeftToPeople({ library }: MovieState, job: Job): boolean {
  return library.automation === "manual" && job.createdBy === null && job.runId === null;
}
