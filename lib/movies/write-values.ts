import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { findCollection } from "#lib/collections/find-collection.ts";
import { upsertCollection } from "#lib/collections/upsert-collection.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { followTitles } from "#lib/sort-key.ts";
import { fieldsWithoutHistory, type ListField, type Movie, type MovieChange, type MovieValues } from "./fields.ts";
import { type MovieLists, writeLists } from "./write-lists.ts";

/** Columns to set beside the values: locks, ids of what was linked, moments. */
export type ExtraColumns = Partial<Omit<Movie, "id" | "version" | "updatedAt">>;

/**
 * The one way values of a film are written: its row with everything derived from titles, the lists with their display
 * copies, and one history row per change. Bumps the version once. Writes nothing when there is nothing to write.
 */
export async function writeValues(
  tx: Tx,
  movie: Movie,
  given: readonly MovieChange[],
  author: ChangeAuthor,
  extra: ExtraColumns = {},
): Promise<void> {
  const changes = extra.collectionId === undefined ? await withSetNames(tx, movie, given) : given;
  if (changes.length === 0 && Object.keys(extra).length === 0) return;
  const next: Partial<MovieValues> = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
  const { collection, genres, directors, writers, studios, countries, tags, ...columns } = next;
  const collectionId =
    collection === undefined || extra.collectionId !== undefined ? {} : { collectionId: await idOf(tx, collection) };
  await tx
    .update(movies)
    .set({
      ...columns,
      ...collectionId,
      ...followTitles(movie, next),
      ...extra,
      version: movie.version + 1,
      updatedAt: new Date(),
    })
    .where(eq(movies.id, movie.id));
  const lists = definedOf({ genres, directors, writers, studios, countries, tags });
  if (Object.keys(lists).length > 0) await writeLists(tx, [{ movieId: movie.id, lists }]);
  const told = changes.filter(({ field }) => !fieldsWithoutHistory.includes(field));
  await recordChanges(tx, "movie", [{ entityId: movie.id, changes: told }], author);
}

/** A name of a set that leads to another one means that one; when the film is in it already, nothing changes. */
async function withSetNames(tx: Tx, movie: Movie, changes: readonly MovieChange[]): Promise<readonly MovieChange[]> {
  const named = changes.find(({ field }) => field === "collection");
  if (typeof named?.newValue !== "string") return changes;
  const set = await findCollection(tx, { tmdbId: null, name: named.newValue });
  if (!set || set.name === named.newValue) return changes;
  const others = changes.filter((change) => change !== named);
  return set.id === movie.collectionId ? others : [...others, { ...named, newValue: set.name }];
}

/** Lists that were changed; an emptied one is []. */
function definedOf(lists: Record<ListField, string[] | null | undefined>): MovieLists {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([field, names]) => (names === undefined ? [] : [[field, names ?? []]])),
  );
}

async function idOf(tx: Tx, name: string | null): Promise<number | null> {
  return name === null ? null : upsertCollection(tx, { tmdbId: null, name, overview: null });
}
