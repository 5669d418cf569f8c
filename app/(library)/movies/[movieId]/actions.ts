"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { enrichParts } from "#lib/movies/enrich.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { setMonitored } from "#lib/movies/queue-films.ts";
import { searchMatches } from "#lib/movies/search-matches.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { searchText } from "../../_components/search-text.ts";

const movieId = z.int().positive();
const showAgain = (id: number) => revalidatePath(`/movies/${id}`, "layout");

const refresh = z.object({
  movieId,
  parts: z.array(z.enum(enrichParts)).min(1, "Choose at least one part."),
  mode: z.enum(["missing", "replace"]),
});

/** Asks for metadata anew. Locked fields and pictures stay whatever the mode. */
export const refreshFilm = action({ role: "editor", input: refresh }, async ({ movieId, parts, mode }, context) => {
  const { db, user } = context;
  const jobId = await transaction(db, async (tx) => {
    const { movie } = await getMovieState(tx, movieId);
    if (movie.tmdbId === null) {
      throw new AppError("conflict", `"${movie.title}" is not identified yet. Say which film it is first.`);
    }
    return enqueue(tx, "movie.enrich", { movieId, parts, mode }, { createdBy: user.id });
  });
  showAgain(movieId);
  return { jobId };
});

export const changeMonitored = action(
  { role: "editor", input: z.object({ movieId, monitored: z.boolean() }) },
  async ({ movieId, monitored }, { db }) => {
    await transaction(db, async (tx) => {
      await getMovieState(tx, movieId);
      await setMonitored(tx, { movieIds: [movieId], monitored });
    });
    showAgain(movieId);
  },
);

const search = z.object({ movieId, text: searchText });
const matchesShown = 20;

/** Films that a title, an id or an address finds, the likeliest first. */
export const findMatches = action({ role: "editor", input: search }, async (input, { db }) => {
  const ranked = await searchMatches(db, await openTmdb(db), input);
  return ranked.slice(0, matchesShown).map(({ hit, score, reasons }) => ({
    key: `tmdb:${hit.providerId}`,
    provider: hit.provider,
    providerId: hit.providerId,
    title: hit.title,
    originalTitle: hit.originalTitle,
    year: hit.year,
    runtimeMinutes: hit.runtimeMinutes,
    overview: hit.overview,
    posterSrc: hit.posterUrl
      ? `/movies/${input.movieId}/match-poster?file=${encodeURIComponent(hit.posterUrl.split("/").at(-1) ?? "")}`
      : null,
    source: `TMDB ${hit.providerId}`,
    score,
    reasons,
  }));
});

const pick = z.object({ movieId, tmdbId: z.int().positive(), name: z.string().trim().min(1).max(500) });

/** A person says which film it is; what TMDB knows about that one is fetched at once. */
export const identifyFilm = action({ role: "editor", input: pick }, async (input, { db, user }: ActionContext) => {
  const decided = await transaction(db, async (tx) => {
    const done = await identifyAs(tx, { ...input, userId: user.id });
    await enqueue(tx, "movie.enrich", { movieId: input.movieId }, { createdBy: user.id });
    return done;
  });
  showAgain(input.movieId);
  return decided;
});
