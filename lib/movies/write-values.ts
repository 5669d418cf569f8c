import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { readCollections } from "#lib/collections/find-collection.ts";
import { upsertCollection } from "#lib/collections/upsert-collection.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { recordAuthored } from "#lib/editing/record-changes.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { followTitles } from "#lib/sort-key.ts";
import { fieldsWithoutHistory, type ListField, type Movie, type MovieChange, type MovieValues } from "./fields.ts";
import { type MovieLists, tidyLists, writeLists } from "./write-lists.ts";

/** Columns to set beside the values: locks, ids of what was linked, moments. */
export type ExtraColumns = Partial<Omit<Movie, "id" | "version" | "updatedAt">>;

/** What one film is to be given. */
export type MovieWrite = { movie: Movie; changes: readonly MovieChange[]; extra?: ExtraColumns };
/** With who gives it. */
type AuthoredWrite = MovieWrite & { author: ChangeAuthor };

/** writeMovies for one film, together with others of this transaction. */
export function writeValues(
  tx: Tx,
  movie: Movie,
  changes: readonly MovieChange[],
  author: ChangeAuthor,
  extra: ExtraColumns = {},
): Promise<void> {
  return writeTogether(tx, "values of films", { movie, changes, extra, author }, (writes) => writeAuthored(tx, writes));
}

/**
 * The one way values of films are written, any number of them in a handful of queries: rows with everything derived from
 * titles, the lists with their display copies, and one history row per change. Bumps each version once. Nothing is
 * written of a film that has nothing to write.
 */
export function writeMovies(tx: Tx, writes: readonly MovieWrite[], author: ChangeAuthor): Promise<void> {
  return writeAuthored(
    tx,
    writes.map((write) => ({ ...write, author })),
  );
}

async function writeAuthored(tx: Tx, writes: readonly AuthoredWrite[]): Promise<void> {
  const named = await withSetNames(tx, writes);
  const real = named.filter(({ changes, extra = {} }) => changes.length + Object.keys(extra).length > 0);
  if (real.length === 0) return;
  const collectionOf = await linkCollections(tx, real);
  const items = real.map(({ movie, changes, extra = {}, author }) => {
    const next = valuesIn(changes);
    const { collection, genres, directors, writers, studios, countries, tags, ...columns } = next;
    const lists = tidyLists(definedOf({ genres, directors, writers, studios, countries, tags }));
    const linked = collection === undefined || extra.collectionId !== undefined ? {} : collectionOf(collection);
    const row = {
      id: movie.id,
      ...columns,
      ...lists,
      ...linked,
      ...followTitles(movie, next),
      ...extra,
      version: movie.version + 1,
      updatedAt: new Date(),
    };
    return {
      movieId: movie.id,
      author,
      row,
      lists,
      empty: new Set(Object.keys(lists).filter((field) => !hasNames(Reflect.get(movie, field)))),
      told: changes.filter(({ field }) => !fieldsWithoutHistory.includes(field)),
    };
  });
  await updateRows(
    tx,
    movies,
    items.map(({ row }) => row),
  );
  const listed = items.filter(({ lists }) => Object.keys(lists).length > 0);
  if (listed.length > 0) await writeLists(tx, listed);
  await recordAuthored(
    tx,
    "movie",
    items.map(({ movieId, told, author }) => ({ entityId: movieId, changes: told, author })),
  );
}

const hasNames = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

/** A name of a set that leads to another one means that one; when the film is in it already, nothing changes. */
async function withSetNames(tx: Tx, writes: readonly AuthoredWrite[]): Promise<readonly AuthoredWrite[]> {
  const nameOf = ({ changes, extra }: MovieWrite) => {
    const name = extra?.collectionId === undefined ? valuesIn(changes).collection : undefined;
    return typeof name === "string" ? name : undefined;
  };
  const names = [...new Set(writes.flatMap((write) => nameOf(write) ?? []))];
  const setOf = await readCollections(
    tx,
    names.map((name) => ({ tmdbId: null, name })),
  );
  return writes.map((write) => {
    const name = nameOf(write);
    const set = name === undefined ? undefined : setOf({ tmdbId: null, name });
    if (!set || set.name === name) return write;
    const others = write.changes.filter(({ field }) => field !== "collection");
    const named = write.changes.filter(({ field }) => field === "collection");
    const changes =
      set.id === write.movie.collectionId
        ? others
        : [...others, ...named.map((one) => ({ ...one, newValue: set.name }))];
    return { ...write, changes };
  });
}

const valuesIn = (changes: readonly MovieChange[]): Partial<MovieValues> =>
  Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));

/** Lists that were changed; an emptied one is []. */
function definedOf(lists: Record<ListField, string[] | null | undefined>): MovieLists {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([field, names]) => (names === undefined ? [] : [[field, names ?? []]])),
  );
}

/** The sets that films are put into, by name. */
async function linkCollections(
  tx: Tx,
  writes: readonly MovieWrite[],
): Promise<(name: string | null) => { collectionId: number | null }> {
  const names = writes.flatMap(({ changes, extra }) =>
    extra?.collectionId === undefined ? (valuesIn(changes).collection ?? []) : [],
  );
  const ids = new Map<string, number>();
  // Each name once: a command names one set, and what is taken back names few.
  for (const name of new Set(names)) ids.set(name, await upsertCollection(tx, { tmdbId: null, name, overview: null }));
  return (name) => ({ collectionId: name === null ? null : (ids.get(name) ?? null) });
}
