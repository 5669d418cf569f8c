import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { movieExternalIds, movieTitles } from "#db/schema/index.ts";
import { upsertCollection } from "#lib/collections/upsert-collection.ts";
import { applyCrew } from "#lib/people/apply-crew.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";
import { applyRatings } from "./apply-ratings.ts";
import { lockedFields, type MovieValues, sameValue } from "./fields.ts";
import { type FieldChange, type IncomingValues, planMerge } from "./merge.ts";
import { fieldSources, type MovieState, wasReidentified } from "./movie-state.ts";
import { crewJobs } from "./write-lists.ts";
import { type ExtraColumns, writeValues } from "./write-values.ts";

export type ApplyOptions = {
  jobId?: number | null;
  /** What a person asked for; absent: automation. */
  mode?: "missing" | "replace" | undefined;
  /** The rating that counts: a setting. */
  defaultRating?: string;
  /** Columns to set together with the values, such as the status. */
  extra?: ExtraColumns;
};

/**
 * Takes what a provider says into a film: values under locks, ids, ratings, collection, other titles, with a history row
 * per change. Reads the film's state given, which must come from the same transaction.
 * Writes no row that is as it was. Returns the changes and whether anything at all was written.
 */
export async function applyMetadata(
  tx: Tx,
  state: MovieState,
  incoming: ProviderMovie,
  options: ApplyOptions = {},
): Promise<{ changes: FieldChange[]; changed: boolean }> {
  const { movie, values, library } = state;
  const sources = await fieldSources(tx, movie.id);
  const main = await applyRatings(tx, movie.id, incoming.ratings, options.defaultRating ?? "imdb");
  const locked = lockedFields(movie);
  const existing = library.existing === "keep" && (await wasReidentified(tx, movie.id)) ? "replace" : library.existing;
  const changes = planMerge({
    current: values,
    locked,
    sources: new Map([...sources].map(([field, { source }]) => [field, source])),
    incoming: {
      ...incoming.fields,
      ...idValues(incoming),
      ...(main && { rating: main.rating }),
      // Votes belong to the rating that is shown: a locked rating keeps both.
      ...(main && !locked.has("rating") && { voteCount: main.voteCount }),
    },
    existing,
    mode: options.mode,
  });
  const collectionId = await collectionOf(tx, state, incoming, changes);
  const extra = { ...options.extra, ...(collectionId !== movie.collectionId && { collectionId }) };
  const author = { source: incoming.provider, jobId: options.jobId ?? null };
  // Before the lists: those then find the people by name, with their ids and jobs.
  const crew = await applyCrew(tx, movie.id, incoming.crew, { heldJobs: heldJobs(values, incoming, changes) });
  const ids = await applyExternalIds(tx, movie.id, incoming);
  const titles = await applyTitles(tx, movie.id, incoming);
  const columns = Object.entries(extra).filter(([column, value]) => !same(Reflect.get(movie, column), value));
  await writeValues(tx, movie, changes, author, Object.fromEntries(columns));
  return { changes, changed: changes.length > 0 || columns.length > 0 || crew || ids || titles };
}

/** The film is who it is by its TMDB id; the others follow what TMDB says of it. */
function idValues({ ids }: ProviderMovie): IncomingValues {
  return { tmdbId: ids.tmdb, imdbId: ids.imdb, tvdbId: ids.tvdb };
}

/**
 * The set to link: found by its id when the provider's set is taken. A kept name stays, and gets the provider's id when
 * it is the same set.
 */
async function collectionOf(
  tx: Tx,
  { movie, values }: MovieState,
  { collection }: ProviderMovie,
  changes: readonly FieldChange[],
): Promise<number | null> {
  if (collection === null) return movie.collectionId;
  const isTaken = changes.some(({ field }) => field === "collection");
  const isSame = values.collection === collection.name;
  return isTaken || isSame ? upsertCollection(tx, collection) : movie.collectionId;
}

/** Jobs behind a list that stays as it is although the provider says another: locked, or kept from the disk. */
function heldJobs(values: MovieValues, { fields }: ProviderMovie, changes: readonly FieldChange[]): string[] {
  return (["directors", "writers"] as const).flatMap((field) => {
    const isTaken = changes.some((change) => change.field === field);
    return isTaken || sameValue(values[field], fields[field]) ? [] : crewJobs[field];
  });
}

async function applyExternalIds(tx: Tx, movieId: number, { externalIds }: ProviderMovie): Promise<boolean> {
  const given = Object.fromEntries(Object.entries(externalIds).filter(([, value]) => value !== null));
  const [present] = await tx.select().from(movieExternalIds).where(eq(movieExternalIds.movieId, movieId));
  const isKnown = Object.entries(given).every(([site, value]) => present && Reflect.get(present, site) === value);
  if (isKnown) return false;
  const row = { ...given, updatedAt: new Date() };
  await tx
    .insert(movieExternalIds)
    .values({ movieId, ...row })
    .onConflictDoUpdate({ target: movieExternalIds.movieId, set: row });
  return true;
}

/** Other titles follow the provider as a whole; none said is none changed. */
async function applyTitles(tx: Tx, movieId: number, { titles }: ProviderMovie): Promise<boolean> {
  if (titles.length === 0) return false;
  const present = await tx
    .select({
      title: movieTitles.title,
      kind: movieTitles.kind,
      language: movieTitles.language,
      region: movieTitles.region,
    })
    .from(movieTitles)
    .where(eq(movieTitles.movieId, movieId));
  const signature = (list: typeof present) =>
    JSON.stringify(list.map(({ title, kind, language, region }) => [title, kind, language, region]).toSorted());
  if (signature(present) === signature(titles)) return false;
  await tx.delete(movieTitles).where(eq(movieTitles.movieId, movieId));
  await bulkInsert(
    tx,
    movieTitles,
    titles.map((title) => ({ movieId, ...title })),
  );
  return true;
}

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
