"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import type { Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { undoCollectionChange } from "#lib/collections/collection-history.ts";
import { deleteCollection } from "#lib/collections/delete-collection.ts";
import { editCollection, setCollectionLocks } from "#lib/collections/edit-collection.ts";
import { addFilms, removeFilms } from "#lib/collections/link-films.ts";
import { searchCollections } from "#lib/collections/list-collections.ts";
import { mergeCollections } from "#lib/collections/merge-collections.ts";
import { collectionEditSchema } from "#lib/collections/vocabulary.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { listMovies } from "#lib/movies/list-movies.ts";
import { undoBatch } from "#lib/undo/undo-batch.ts";

const id = z.int().positive();
const set = z.object({ collectionId: id });
const mostFilms = 100;
const films = set.extend({ movieIds: z.array(id).min(1, "Choose a film first.").max(mostFilms) });
const showAgain = () => revalidatePath("/collections", "layout");

const save = set.extend({
  patch: collectionEditSchema,
  opened: z.object({
    version: z.int(),
    /** What the form showed. It is only compared, never written. */
    values: z.object({ name: z.string(), sortTitle: z.string().nullable(), overview: z.string().nullable() }).partial(),
  }),
});

/**
 * Writes the fields a person changed and locks them. Answers conflict with both values when somebody else changed the
 * same field since it was opened.
 */
export const saveSet = action({ role: "editor", input: save }, async (input, { db, user }) => {
  const saved = await transaction(db, async (tx) => {
    const { changes } = await editCollection(tx, { ...input, userId: user.id });
    return { changeIds: await newestOf(tx, { collectionId: input.collectionId, count: changes.length }) };
  });
  showAgain();
  return saved;
});

/** Those just written: nobody else writes the set before this commits. */
async function newestOf(tx: Tx, { collectionId, count }: { collectionId: number; count: number }): Promise<number[]> {
  if (count === 0) return [];
  const changes = await listEntityChanges(tx, { entityType: "collection", entityId: collectionId, limit: count });
  return changes.map((change) => change.id);
}

const lock = set.extend({ locks: z.object({ name: z.boolean(), overview: z.boolean() }).partial() });

/** Locks or unlocks a field against what providers say. */
export const lockSetField = action({ role: "editor", input: lock }, async ({ collectionId, locks }, { db, user }) => {
  const given = Object.fromEntries(Object.entries(locks).filter(([, wanted]) => wanted !== undefined));
  await transaction(db, (tx) => setCollectionLocks(tx, { collectionId, locks: given, userId: user.id }));
  showAgain();
});

/** Takes changes of a set back, the newest first, or none of them. */
export const undoSetChanges = action(
  { role: "editor", input: z.object({ changeIds: z.array(id).min(1).max(10) }) },
  async ({ changeIds }, { db, user }) => {
    await transaction(db, async (tx) => {
      for (const changeId of changeIds.toSorted((a, b) => b - a)) {
        await undoCollectionChange(tx, { changeId, userId: user.id });
      }
    });
    showAgain();
  },
);

/** Merges another set into this one. Answers with the change that takes it back. */
export const mergeSets = action(
  { role: "editor", input: set.extend({ fromId: id }) },
  async ({ collectionId, fromId }, { db, user }) => {
    const changeIds = await transaction(db, async (tx) => {
      await mergeCollections(tx, { intoId: collectionId, fromId, userId: user.id });
      // What both list is complete with the next answer about the set.
      await enqueue(tx, "collection.enrich", { collectionId });
      return newestOf(tx, { collectionId, count: 1 });
    });
    showAgain();
    return { changeIds };
  },
);

/** Deletes a set of one's own. Answers with the change that takes it back. */
export const deleteSet = action({ role: "editor", input: set }, async ({ collectionId }, { db, user }) => {
  const deleted = await transaction(db, (tx) => deleteCollection(tx, { collectionId, userId: user.id }));
  showAgain();
  return deleted;
});

/** Puts films into the set and locks that. */
export const addToSet = action({ role: "editor", input: films }, async (input, { db, user }) => {
  const linked = await transaction(db, (tx) => addFilms(tx, { ...input, userId: user.id }));
  showAgain();
  return linked;
});

/** Takes films out of the set and locks that. */
export const removeFromSet = action({ role: "editor", input: films }, async (input, { db, user }) => {
  const linked = await transaction(db, (tx) => removeFilms(tx, { ...input, userId: user.id }));
  showAgain();
  return linked;
});

/** Takes one of the two back, for all its films. */
export const undoLinked = action(
  { role: "editor", input: z.object({ batch: z.uuid() }) },
  async ({ batch }, { db, user }) => {
    await transaction(db, (tx) => undoBatch(tx, { batch, userId: user.id }));
    showAgain();
  },
);

/** Asks the provider about the set anew. */
export const refreshSet = action({ role: "editor", input: set }, async ({ collectionId }, { db, user }) => {
  await transaction(db, (tx) => enqueue(tx, "collection.enrich", { collectionId }, { createdBy: user.id }));
});

const search = set.extend({ text: z.string().max(200) });

/** Other sets by name. */
export const findSets = action({ role: "editor", input: search }, ({ collectionId, text }, { db }) =>
  searchCollections(db, { text, without: collectionId }),
);

const filmsFound = 20;

/** Films by title. */
export const findFilms = action({ role: "editor", input: search }, async ({ text }, { db }) => {
  const { movies } = await listMovies(db, { filter: { search: text }, limit: filmsFound });
  return movies.map(({ movieId, title, year, posterHash, posterThumbhash }) => ({
    movieId,
    title,
    year,
    posterHash,
    posterThumbhash,
  }));
});
