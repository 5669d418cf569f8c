import { sharedTransaction } from "#db/shared-transaction.ts";
import { transaction } from "#db/transaction.ts";
import { enrichCollectionSoon } from "#lib/collections/enrich-soon.ts";
import { enqueue, enqueueTogether } from "#lib/jobs/enqueue.ts";
import { publishFilmSoon } from "#lib/jobs/publish-soon.ts";
import { type AskableFilm, askAboutMovie, getAskableFilm } from "#lib/movies/ask-about-movie.ts";
import { enrichMovie, enrichParts, flagGone } from "#lib/movies/enrich.ts";
import { getMovieStateTogether } from "#lib/movies/movie-state.ts";
import type { Asked } from "#lib/providers/ask-all.ts";
import { listProviders } from "#lib/providers/open.ts";
import { readPriority } from "#lib/providers/priority.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { selectTrailerSoon } from "#lib/trailers/select-soon.ts";
import { findYtdlp } from "#lib/trailers/ytdlp.ts";
import type { Handler, JobContext } from "../handler.ts";
import { describeLost, partialOf, refuseSilence } from "../partial.ts";
import { openOrExplain, unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"movie.enrich">;

/** Fetches everything about an identified film and takes it over under locks; then its pictures are chosen. */
export const movieEnrich: Handler<"movie.enrich"> = async (context) => {
  const { db, payload, job, signal } = context;
  const film = await unlessGone(() => getAskableFilm(db, payload.movieId));
  const skipped = reasonToSkip(film, job);
  if (film === undefined || film.tmdbId === null || skipped !== undefined) return { skipped };
  const settings = await readSettings(db);
  const main = await openOrExplain(() => openTmdb(db, { settings }));
  if ("because" in main) return { skipped: main.because };

  const { tmdbId, imdbId, tvdbId, language, region } = film;
  const fallbacks = film.fallbacks ?? settings.get("metadata.fallbackLanguages");
  const asked = await askAboutMovie(
    await listProviders(db, { settings, overrides: context.providers }),
    { ids: { tmdb: tmdbId, imdb: imdbId, tvdb: tvdbId }, language, region, fallbacks },
    // A person who asks for a refresh means now, not what was kept last week.
    { signal, fresh: job.createdBy !== null && payload.retry === undefined },
  );
  if (asked.missing.includes("tmdb")) return markGone(context, tmdbId);
  await refuseSilence(asked);
  return save(context, { asked, settings, tmdbId });
};

type Fetched = { asked: Asked<ProviderMovie>; settings: Settings; tmdbId: number };

async function save({ db, payload, job, assertOwned, signal }: Context, { asked, settings, tmdbId }: Fetched) {
  const { movieId, mode, parts = enrichParts, retry } = payload;
  const { partial, retryInMs } = partialOf(asked, retry);
  const ytdlp = await findYtdlp();
  return sharedTransaction(db, `movie ${movieId}`, async (tx) => {
    signal.throwIfAborted();
    const [state] = await Promise.all([getMovieStateTogether(tx, movieId), assertOwned(tx)]);
    const follow = { runId: job.runId, createdBy: job.createdBy };
    if (state.movie.tmdbId !== tmdbId) {
      // Somebody said meanwhile that it is another film: what was fetched is about the wrong one.
      await enqueue(tx, "movie.enrich", payload, follow);
      return { skipped: "The film was identified anew while its metadata was fetched. It is fetched again." };
    }
    const { fields, changed, lost } = await enrichMovie(tx, asked, {
      state,
      parts,
      mode,
      jobId: job.jobId,
      defaultRating: settings.get("ratings.default"),
      priority: readPriority(settings, "movie"),
    });
    if (parts.includes("artwork")) await enqueueTogether(tx, "artwork.select", { movieId }, follow);
    else if (changed) await publishFilmSoon(tx, { movieId, ...follow });
    if (parts.includes("trailer")) {
      const force = follow.createdBy !== null && payload.parts !== undefined;
      await selectTrailerSoon(tx, { entityType: "movie", entityId: movieId, settings, ytdlp, force, ...follow });
    }
    await enrichCollectionSoon(tx, { movieId, runId: job.runId });
    if (retryInMs !== null) {
      await enqueue(tx, "movie.enrich", { ...payload, retry: (retry ?? 0) + 1 }, { delayMs: retryInMs });
    }
    const said = [...partial, ...describeLost(lost)];
    return { changed, fields, ...(said.length > 0 && { partial: said }) };
  });
}

/** R23: the id was merged or removed. */
async function markGone({ db, payload, job, assertOwned }: Context, tmdbId: number) {
  await transaction(db, async (tx) => {
    await assertOwned(tx);
    await flagGone(tx, { movieId: payload.movieId, tmdbId, source: "tmdb", jobId: job.jobId });
  });
  const because = `TMDB no longer has the film ${tmdbId}. Nothing was removed; choose the right film in the review queue.`;
  return { changed: false, partial: [because] };
}

function reasonToSkip(film: AskableFilm | undefined, job: Context["job"]): string | undefined {
  if (film === undefined || film.deletedAt !== null) return "The film is no longer in Metarr.";
  if (!film.monitored && job.createdBy === null) return "The film is not monitored.";
  if (film.tmdbId === null) return "The film is not identified yet.";
  return undefined;
}
