import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { fieldSources, listReidentified } from "#lib/editing/field-sources.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { applyCast } from "#lib/people/apply-cast.ts";
import { applyCrew } from "#lib/people/apply-crew.ts";
import { forgetToldCasts } from "#lib/people/record-casts.ts";
import { listRecords } from "#lib/providers/records.ts";
import { castModeOf } from "./cast-mode.ts";
import { forgetFilmFacts, isOtherFilm } from "./forget-title.ts";
import { getMovieState } from "./movie-state.ts";
import { crewJobs } from "./write-lists.ts";

/**
 * Takes out what providers said of another film than this one is now, beside its values: facts, pictures, cast and crew.
 * Nothing when they said nothing of another one. For when its identity was taken back, and its values with it.
 */
export async function forgetOtherFilm(tx: Tx, movieId: number, by: Omit<ChangeAuthor, "source">): Promise<void> {
  const state = await getMovieState(tx, movieId);
  if (!isOtherFilm(state.movie, await listRecords(tx, "movie", [movieId]))) return;
  await forgetFilmFacts(tx, movieId, by);
  // These have no history to come back from: they are fetched again.
  const votes = state.movie.ratingLocked ? {} : { voteCount: null };
  await tx
    .update(movies)
    .set({ popularity: null, ...votes })
    .where(eq(movies.id, movieId));
  const isReplaced = (await listReidentified(tx, "movie", [movieId], { evenUndone: true })).has(movieId);
  const sources = await fieldSources(tx, "movie", movieId);
  // What the disk said of the cast went when a person said that it is another film: what is there is of that one.
  const mode = isReplaced ? "replace" : await castModeOf(tx, state, sources);
  const evenNobody = true;
  await applyCast(tx, state.movie, [], { mode, evenNobody });
  await forgetToldCasts(tx, "movie", movieId);
  // Directors and writers are values of the film: those are what they were already.
  const heldJobs = [...crewJobs.directors, ...crewJobs.writers];
  await applyCrew(tx, movieId, [], { heldJobs, evenNobody });
}
