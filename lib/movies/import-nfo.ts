import { and, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fieldChanges, movieActors, ratings } from "#db/schema/index.ts";
import { sameValue } from "#lib/editing/values.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import { missingIds } from "#lib/files/nfo/missing-ids.ts";
import type { NfoActor, NfoEntity, NfoRating } from "#lib/files/nfo/types.ts";
import { castOfNfo } from "#lib/people/nfo-cast.ts";
import { upsertActors } from "#lib/people/upsert-people.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import { type MovieChange as FieldChange, lockedFields, type Movie } from "./fields.ts";
import { getMovieState } from "./movie-state.ts";
import { type MovieLock, readMovieLocks, readMovieValues } from "./read-nfo.ts";
import { isEditableField } from "./vocabulary.ts";
import { writeValues } from "./write-values.ts";

export type ImportNfo = {
  movieId: number;
  entity: NfoEntity;
  /** What the file said when it was last read; null at the first reading. */
  before: NfoEntity | null;
  /** True when the film's name carries an id: those in the NFO are not asked then. */
  isNamed: boolean;
  /** ISO 3166-1 region of the library, for its certification. */
  region: string;
  jobId: number | null;
};

/**
 * Takes over what an NFO that Metarr did not write says now and did not say before. Locked fields stay, and what the
 * file leaves out stays. Ids go into a film that nobody looked up yet, cast and ratings into one that has none; locks
 * are only ever put on. Returns the changes of values.
 */
export async function importNfo(tx: Tx, params: ImportNfo): Promise<FieldChange[]> {
  const { movieId, entity, before, jobId } = params;
  const { movie, values } = await getMovieState(tx, movieId);
  const said = before ? readMovieValues(before, params.region) : {};
  const locked = lockedFields(movie);
  const told = Object.entries(readMovieValues(entity, params.region)).flatMap(([field, newValue]): FieldChange[] => {
    if (!isEditableField(field) || locked.has(field)) return [];
    if (sameValue(Reflect.get(said, field), newValue) || sameValue(values[field], newValue)) return [];
    return [{ field, oldValue: values[field], newValue }];
  });
  const ids =
    !params.isNamed && movie.identificationStatus === "discovered" ? missingIds(movie, readNfoIds(entity)) : [];
  const changes = [...told, ...ids, ...(await importRatings(tx, movie, entity.ratings))];
  const hasCast = await importCast(tx, { movie, actors: entity.actors, jobId });
  // A cast alone changes what the film's page shows too: it counts as a new version.
  const extra = { ...newLocks(movie, { entity, before }), ...(hasCast ? { lastScannedAt: new Date() } : {}) };
  await writeValues(tx, movie, changes, { source: "nfo", jobId }, extra);
  return changes;
}

/** A lock is never taken off, and one that a person took off comes back only when the file asks for it anew. */
function newLocks(movie: Movie, { entity, before }: Pick<ImportNfo, "entity" | "before">) {
  const asked = new Set(before ? readMovieLocks(before) : []);
  const locks = readMovieLocks(entity).filter((lock) => !asked.has(lock) && !movie[lock]);
  return Object.fromEntries(locks.map((lock) => [lock, true])) as Partial<Record<MovieLock, true>>;
}

/** People taken out by hand count as a cast: their film had one. */
async function importCast(
  tx: Tx,
  { movie, actors, jobId }: { movie: Movie; actors: readonly NfoActor[]; jobId: number | null },
): Promise<boolean> {
  const cast = castOfNfo(actors);
  if (cast.length === 0 || movie.actorsOrderLocked) return false;
  const [known] = await tx
    .select({ id: movieActors.id })
    .from(movieActors)
    .where(eq(movieActors.movieId, movie.id))
    .limit(1);
  if (known) return false;
  const people = cast.map(({ name, imageUrl }) => ({ name, tmdbId: null, imageUrl }));
  const idOf = await upsertActors(tx, people);
  const rows = cast.map(({ name, role, order }) => ({
    role,
    actorOrder: order,
    actorId: idOf({ name, tmdbId: null }),
  }));
  await bulkInsert(
    tx,
    movieActors,
    rows.map((row) => ({ movieId: movie.id, ...row })),
    { onConflict: "ignore" },
  );
  // Where the cast came from decides whether a provider may replace it.
  const newValue = cast.map(({ name }) => name);
  const change = { entityType: "movie", entityId: movie.id, field: "cast", oldValue: null, newValue };
  await bulkInsert(tx, fieldChanges, [{ ...change, source: "nfo", jobId }]);
  return true;
}

/** Ratings for a film that has none; the one the file calls default becomes the film's own, on a scale of ten. */
async function importRatings(tx: Tx, movie: Movie, given: readonly NfoRating[]): Promise<FieldChange[]> {
  const chosen = given.find((rating) => rating.default) ?? given[0];
  if (!chosen) return [];
  const [known] = await tx
    .select({ id: ratings.id })
    .from(ratings)
    .where(and(eq(ratings.entityType, "movie"), eq(ratings.entityId, movie.id)))
    .limit(1);
  if (known) return [];
  await insertRatings(tx, { entityType: "movie", items: [{ entityId: movie.id, ratings: given }] });
  if (movie.rating !== null || movie.ratingLocked) return [];
  const rating = chosen.max > 0 ? Math.round((chosen.value / chosen.max) * 10_000) / 1000 : chosen.value;
  return [
    { field: "rating", oldValue: null, newValue: rating },
    { field: "voteCount", oldValue: movie.voteCount, newValue: chosen.votes },
  ];
}
