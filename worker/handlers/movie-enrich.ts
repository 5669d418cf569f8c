import { transaction } from "#db/transaction.ts";
import { messageOf } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { enrichMovie, enrichParts, flagGone } from "#lib/movies/enrich.ts";
import { getMovieState, type MovieState } from "#lib/movies/movie-state.ts";
import type { AskOptions, Provider, ProviderMovie } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { getSetting } from "#lib/settings/read-settings.ts";
import type { Handler, JobContext } from "../handler.ts";
import { askProvider, openOrExplain, unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"movie.enrich">;

/** Fetches everything about an identified film and takes it over under locks; then its pictures are chosen. */
export const movieEnrich: Handler<"movie.enrich"> = async (context) => {
  const { db, payload, job, signal } = context;
  const state = await unlessGone(() => getMovieState(db, payload.movieId));
  const skipped = reasonToSkip(state, job);
  if (state === undefined || state.movie.tmdbId === null || skipped !== undefined) return { skipped };
  const provider = await openOrExplain(() => openTmdb(db));
  if ("because" in provider) return { skipped: provider.because };

  const { tmdbId } = state.movie;
  const { language, region } = state.library;
  // A person who asks for a refresh means now, not what was kept last week.
  const options = { signal, fresh: job.createdBy !== null };
  const incoming = await askProvider(() =>
    provider.opened.findMovie({ ids: idsOf(state.movie), language, region }, options),
  );
  if (incoming === undefined) return markGone(context, tmdbId);
  const { movie, partial } = await withCollection(provider.opened, incoming, { language, region }, options);
  const report = await save(context, movie, tmdbId);
  return { ...report, ...(partial.length > 0 && { partial }) };
};

const idsOf = ({ tmdbId, imdbId, tvdbId }: MovieState["movie"]) => ({ tmdb: tmdbId, imdb: imdbId, tvdb: tvdbId });

async function save({ db, payload, job, assertOwned }: Context, incoming: ProviderMovie, tmdbId: number) {
  const { movieId, mode, parts = enrichParts } = payload;
  const defaultRating = await getSetting(db, "ratings.default");
  return transaction(db, async (tx) => {
    await assertOwned(tx);
    const { movie } = await getMovieState(tx, movieId);
    const follow = { runId: job.runId, createdBy: job.createdBy };
    if (movie.tmdbId !== tmdbId) {
      // Somebody said meanwhile that it is another film: what was fetched is about the wrong one.
      await enqueue(tx, "movie.enrich", payload, follow);
      return { skipped: "The film was identified anew while its metadata was fetched. It is fetched again." };
    }
    const { fields, changed } = await enrichMovie(tx, incoming, {
      movieId,
      parts,
      mode,
      jobId: job.jobId,
      defaultRating,
    });
    if (parts.includes("artwork")) await enqueue(tx, "artwork.select", { movieId }, follow);
    else if (changed) await publishSoon(tx, { movieIds: [movieId], ...follow });
    return { changed, fields };
  });
}

async function markGone({ db, payload, job, assertOwned }: Context, tmdbId: number) {
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await flagGone(tx, { movieId: payload.movieId, source: "tmdb", jobId: job.jobId });
  });
  const because = `TMDB no longer has the film ${tmdbId}. Nothing was removed; choose the right film in the review queue.`;
  return { changed: false, partial: [because] };
}

/** Adds what the set itself says. Without it the rest is still worth keeping. */
async function withCollection(
  provider: Required<Pick<Provider, "findCollection">>,
  movie: ProviderMovie,
  choice: { language: string; region: string },
  options: AskOptions,
): Promise<{ movie: ProviderMovie; partial: string[] }> {
  const { collection } = movie;
  if (collection?.tmdbId == null) return { movie, partial: [] };
  try {
    const details = await provider.findCollection({ id: collection.tmdbId, ...choice }, options);
    const overview = details?.overview ?? null;
    return { movie: { ...movie, collection: { ...collection, overview } }, partial: [] };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { movie, partial: [`What the collection "${collection.name}" is about is missing. ${messageOf(error)}`] };
  }
}

function reasonToSkip(state: MovieState | undefined, job: Context["job"]): string | undefined {
  if (state === undefined || state.movie.deletedAt !== null) return "The film is no longer in Metarr.";
  if (!state.movie.monitored && job.createdBy === null) return "The film is not monitored.";
  if (state.movie.tmdbId === null) return "The film is not identified yet.";
  return undefined;
}
