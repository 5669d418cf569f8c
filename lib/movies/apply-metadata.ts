import type { Tx } from "#db/client.ts";
import { readCollectionsTogether } from "#lib/collections/find-collection.ts";
import { upsertCollectionTogether } from "#lib/collections/upsert-collection.ts";
import { type FieldSources, fieldSourcesTogether, isReidentified } from "#lib/editing/field-sources.ts";
import { type Forgotten, listForgotten } from "#lib/editing/forget-values.ts";
import { planMerge } from "#lib/editing/merge.ts";
import { sameValue } from "#lib/editing/values.ts";
import { applyCrew } from "#lib/people/apply-crew.ts";
import { applyRatings } from "#lib/ratings/apply-ratings.ts";
import type { CombinedMovie } from "./combine-answers.ts";
import { idFieldNames, lockedFields, type MovieChange, type MovieValues } from "./fields.ts";
import type { MovieState } from "./movie-state.ts";
import { isEditableField, isMovieField } from "./vocabulary.ts";
import { applyFacts } from "./write-facts.ts";
import { crewJobs } from "./write-lists.ts";
import { type ExtraColumns, writeValues } from "./write-values.ts";

export type ApplyOptions = {
  jobId?: number | null;
  /** What a person asked for; absent: automation. */
  mode?: "missing" | "replace" | undefined;
  /** The rating that counts: a setting. */
  defaultRating?: string;
  /** Sources from most to least trusted for a field: a setting. */
  priorityOf?: (field: string) => readonly string[];
  /** Sources that cannot be asked now. */
  silent?: ReadonlySet<string>;
  /** The film is another one than what was taken from providers before: what is left of that goes. */
  isOther?: boolean;
  /** Columns to set together with the values, such as the status. */
  extra?: ExtraColumns;
  /** Where the present values came from, when the caller has read it in this transaction. */
  sources?: FieldSources;
};

type Applied = {
  changes: MovieChange[];
  changed: boolean;
  /** `lastEnrichedAt` was set with them. */
  isStamped: boolean;
};

/**
 * Takes what providers say into a film: values under locks, ids, ratings, collection, other titles, with a history row
 * per change. Reads the film's state given, which must come from the same transaction.
 * Writes no row that is as it was. Returns the changes and whether anything at all was written.
 */
export async function applyMetadata(
  tx: Tx,
  state: MovieState,
  said: CombinedMovie,
  options: ApplyOptions = {},
): Promise<Applied> {
  const { movie, values } = state;
  const { sources, defaultRating = "imdb" } = options;
  // What needs nothing of each other is asked at once: PostgreSQL gets it in one go.
  const [offers, main, known] = await Promise.all([
    withSetNames(tx, said),
    applyRatings(tx, { entityType: "movie", entityId: movie.id }, said.ratings, defaultRating),
    sources ?? fieldSourcesTogether(tx, "movie", movie.id),
  ]);
  const incoming = { ...said, offers };
  const changes = await planChanges(tx, state, { ...incoming, main }, { ...options, sources: known });
  const collectionId = await collectionOf(tx, state, incoming, changes);
  const extra = { ...options.extra, ...(collectionId !== movie.collectionId && { collectionId }) };
  const author = { source: incoming.main, jobId: options.jobId ?? null };
  // Before the lists: those then find the people by name, with their ids and jobs.
  const held = heldJobs(values, incoming, changes);
  const facts = await Promise.all([
    applyCrew(tx, movie.id, incoming.crew, { heldJobs: held, evenNobody: options.isOther === true }),
    applyFacts(tx, movie.id, incoming),
  ]);
  const columns = Object.entries(extra).filter(([column, value]) => !same(Reflect.get(movie, column), value));
  const isWritten = changes.length > 0 || columns.length > 0;
  const moment = isWritten ? { lastEnrichedAt: new Date() } : {};
  await writeValues(tx, movie, changes, author, { ...Object.fromEntries(columns), ...moment });
  return { changes, changed: isWritten || facts.includes(true), isStamped: isWritten };
}

type WithMain = Omit<CombinedMovie, "main"> & { main: { rating: number; voteCount: number | null } | undefined };

async function planChanges(
  tx: Tx,
  { movie, values, library }: MovieState,
  { offers, ids, main }: WithMain,
  {
    mode,
    silent,
    sources,
    priorityOf = () => [],
    isOther: isOfOther = false,
  }: ApplyOptions & { sources: FieldSources },
): Promise<MovieChange[]> {
  const locked = lockedFields(movie);
  const isOther = library.existing === "keep" && (await isReidentified(tx, "movie", movie.id));
  // The film is who it is by its TMDB id; the others follow what TMDB says of it.
  const identity = { tmdbId: ids.tmdb, imdbId: ids.imdb, tvdbId: ids.tvdb };
  // Made of what all sources said, so nobody's own word. Votes belong to the rating that is shown: a locked one keeps both.
  const summed = { rating: main?.rating, voteCount: locked.has("rating") ? undefined : main?.voteCount };
  const forgotten = isOfOther ? await listForgottenOf(tx, movie.id, { values, sources }) : undefined;
  const isForgotten = (field: string) => forgotten?.fields.has(field) === true;
  const rules = {
    current: values,
    locked,
    isEditable: isEditableField,
    sources: new Map([...sources].map(([field, { source }]) => [field, source])),
    priorityOf,
    existing: isOther ? ("replace" as const) : library.existing,
    mode,
  };
  const [first, ...others] = offers;
  if (first === undefined) return [];
  const changes = [
    ...planMerge({
      ...rules,
      silent,
      offers: [
        { ...first, values: { ...first.values, ...identity } },
        ...others,
        { source: "filename", values: forgotten?.named ?? {} },
      ],
      forget: new Set([...(forgotten?.fields ?? [])].filter((field) => !summedFields.includes(field))),
    }),
    ...planMerge({
      ...rules,
      offers: [{ source: first.source, values: summed }],
      forget: new Set(locked.has("rating") ? [] : summedFields.filter(isForgotten)),
    }),
  ];
  return changes.filter((change): change is MovieChange => isMovieField(change.field));
}

/** Made of what all sources said. */
const summedFields: readonly string[] = ["rating", "voteCount"];

/** What is there of another film; ids are none of it, for they changed when it was identified. */
async function listForgottenOf(
  tx: Tx,
  entityId: number,
  { values, sources }: { values: MovieValues; sources: FieldSources },
): Promise<Forgotten | undefined> {
  const isTaken = (field: string) => isMovieField(field) && !idFieldNames.some((name) => name === field);
  return (await listForgotten(tx, "movie", [{ entityId, values, sources }], isTaken)).get(entityId);
}

/** A set that was merged into another one, or that a person called otherwise, has that name. */
async function withSetNames(tx: Tx, { offers, collection }: CombinedMovie): Promise<CombinedMovie["offers"]> {
  const setOf = ({ values: { collection: name } }: CombinedMovie["offers"][number]) =>
    typeof name === "string" ? { name, tmdbId: name === collection?.name ? collection.tmdbId : null } : undefined;
  const find = await readCollectionsTogether(
    tx,
    offers.flatMap((offer) => setOf(offer) ?? []),
  );
  return offers.map((offer) => {
    const set = setOf(offer);
    const known = set && find(set);
    return known ? { ...offer, values: { ...offer.values, collection: known.name } } : offer;
  });
}

/**
 * The set to link: found by its id when the provider's set is taken. A kept name stays, and gets the provider's id when
 * it is the same set.
 */
async function collectionOf(
  tx: Tx,
  { movie, values }: MovieState,
  { collection, offers }: CombinedMovie,
  changes: readonly MovieChange[],
): Promise<number | null> {
  if (collection === null) return movie.collectionId;
  const isTaken = changes.some(({ field }) => field === "collection");
  const isSame = offers.some((offer) => values.collection !== null && values.collection === offer.values.collection);
  return isTaken || isSame ? upsertCollectionTogether(tx, collection) : movie.collectionId;
}

/** Jobs behind a list that stays as it is although the providers say another: locked, or kept from the disk. */
function heldJobs(values: MovieValues, { offers, crewFrom }: CombinedMovie, changes: readonly MovieChange[]): string[] {
  const own = offers.find(({ source }) => source === crewFrom)?.values ?? {};
  return (["directors", "writers"] as const).flatMap((field) => {
    const isTaken = changes.some((change) => change.field === field && change.source === crewFrom);
    const isSame = sameValue(values[field], own[field]);
    return isTaken || isSame ? [] : crewJobs[field];
  });
}

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
