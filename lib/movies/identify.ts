import type { Tx } from "#db/client.ts";
import { saveCandidates } from "#lib/identify/candidates.ts";
import {
  type Before,
  describeUnsure,
  identityStateOf,
  rememberBefore,
  stateChanges,
  tellDecision,
} from "#lib/identify/decisions.ts";
import type { MovieIds } from "#lib/providers/provider.ts";
import { type MovieChange as FieldChange, idFieldNames, type Movie } from "./fields.ts";
import type { Identity } from "./find-identity.ts";
import { getMovieState } from "./movie-state.ts";
import { writeValues } from "./write-values.ts";

const unsure = "needs_identification";

/**
 * Keeps who the film is, or the candidates for a person to choose from. Reads the film again, because asking took time.
 * Nothing is written when nothing is new. Returns true when the film has a TMDB id now.
 */
export async function applyIdentity(
  tx: Tx,
  { movieId, identity, jobId }: { movieId: number; identity: Identity; jobId: number | null },
): Promise<boolean> {
  const { movie } = await getMovieState(tx, movieId);
  const item = { entityType: "movie" as const, entityId: movieId };
  if (identity.outcome === "identified") {
    await saveCandidates(tx, item, []);
    // Only an id that was read from the name and not known before comes from there; the others TMDB tells.
    const isNamed = identity.by === "id" && movie.tmdbId !== identity.ids.tmdb;
    const changes = idChanges(movie, identity.ids);
    const state = stateChanges(movie, {
      ...statusFor(movie, identity.ids),
      unlisted: false,
      identifiedBy: identity.by,
      identificationReasons: identity.reasons,
    });
    const isNews = movie.tmdbId !== identity.ids.tmdb || state.identificationStatus !== undefined;
    const before = isNews ? await movieBefore(tx, movie) : undefined;
    await writeValues(tx, movie, changes, { source: isNamed ? "filename" : "tmdb", jobId }, state);
    const summary = `Identified as ${identity.name} ${identity.how}`;
    if (before) await tellDecision(tx, item, { summary, before, by: { jobId } });
    return true;
  }
  await saveCandidates(tx, item, identity.candidates);
  const state = stateChanges(movie, { identificationStatus: unsure, identificationReasons: identity.reasons });
  await writeValues(tx, movie, [], { source: "tmdb", jobId }, state);
  if (state.identificationStatus) {
    await tellDecision(tx, item, { summary: describeUnsure(identity.candidates.length, "film"), by: { jobId } });
  }
  return false;
}

/**
 * A person says which film it is. Locked fields and chosen artwork stay; the rest follows at the next enrichment. The
 * candidates stay too, for when it is taken back. Returns the event to take back. Throws not_found.
 */
export async function identifyAs(
  tx: Tx,
  { movieId, tmdbId, userId, name }: { movieId: number; tmdbId: number; userId: number | null; name?: string },
): Promise<{ eventId: number }> {
  const { movie } = await getMovieState(tx, movieId);
  const ids = { tmdb: tmdbId, imdb: null, tvdb: null };
  const state = stateChanges(movie, {
    ...statusFor(movie, ids),
    unlisted: false,
    identifiedBy: "user",
    identificationReasons: [`A person said that it is ${name ?? `TMDB ${tmdbId}`}.`],
  });
  const before = await movieBefore(tx, movie);
  await writeValues(tx, movie, idChanges(movie, ids), { source: "user", userId }, state);
  const summary = `Identified as ${name ?? `TMDB ${tmdbId}`} by hand`;
  const item = { entityType: "movie" as const, entityId: movieId };
  const eventId = await tellDecision(tx, item, { summary, before, by: { userId } });
  return { eventId };
}

/** What taking a decision back restores. */
export const movieBefore = (tx: Tx, movie: Movie): Promise<Before> => {
  const { tmdbId, imdbId, tvdbId } = movie;
  return rememberBefore(tx, { ...identityStateOf(movie), tmdbId, imdbId, tvdbId });
};

/** Another film than before loses the other ids it had, unless the new ones are known. */
function idChanges(movie: Movie, ids: MovieIds): FieldChange[] {
  const isContradicted = movie.tmdbId !== null && movie.tmdbId !== ids.tmdb;
  const next = {
    tmdbId: ids.tmdb,
    imdbId: ids.imdb ?? (isContradicted ? null : movie.imdbId),
    tvdbId: ids.tvdb ?? (isContradicted ? null : movie.tvdbId),
  };
  return idFieldNames.flatMap((field): FieldChange[] =>
    movie[field] === next[field] ? [] : [{ field, oldValue: movie[field], newValue: next[field] }],
  );
}

function statusFor(movie: Movie, ids: MovieIds): Partial<Movie> {
  const isSettled = movie.identificationStatus === "enriched" || movie.identificationStatus === "identified";
  return isSettled && movie.tmdbId === ids.tmdb ? {} : { identificationStatus: "identified" };
}
