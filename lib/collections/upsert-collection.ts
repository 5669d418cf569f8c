import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { collections } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { type Collection, type CollectionName, findCollection, readCollections } from "./find-collection.ts";

export type CollectionFacts = CollectionName & { overview: string | null };

/**
 * Finds or makes a film set: by its TMDB id, else by its name, through the sets merged into it. A set known by name alone
 * gets the id, and one without an overview the overview. Its name stays: what the provider calls it comes with the set
 * itself (collection.enrich), so that films in several languages do not rename it in turn.
 */
export async function upsertCollection(tx: Tx, facts: CollectionFacts): Promise<number> {
  const known = await findCollection(tx, facts);
  if (known === undefined) {
    const { tmdbId, name, overview } = facts;
    const [made] = await tx
      .insert(collections)
      .values({ tmdbId, name, overview })
      .returning({ collectionId: collections.id });
    if (!made) throw new Error("The collection was not saved.");
    return made.collectionId;
  }
  await complete(tx, known, facts);
  return known.id;
}

/** The same for the set of one of several films that are written in this transaction at the same time. */
export function upsertCollectionTogether(tx: Tx, facts: CollectionFacts): Promise<number> {
  return together(tx, "collection", facts, async (sets) => {
    const known = await readCollections(tx, sets);
    const ids: number[] = [];
    for (const set of sets) {
      const found = known(set);
      // Most films are in a set that is there and whole. One that another of them may just have made is looked for again.
      ids.push(found && isWhole(found, set) ? found.id : await upsertCollection(tx, set));
    }
    return ids;
  });
}

/** The same for the sets of many new films. Gives the id of each; they have to be among the given ones. */
export async function upsertCollections(
  tx: Tx,
  sets: readonly CollectionFacts[],
): Promise<(set: CollectionName) => number | undefined> {
  const known = await readCollections(tx, sets);
  const isNew = sets.filter((set) => known(set) === undefined);
  if (isNew.length === 0) return (set) => known(set)?.id;
  // The one with an id first: those that give the name alone find it then.
  const ordered = isNew.toSorted((a, b) => Number(a.tmdbId === null) - Number(b.tmdbId === null));
  const rows = new Map<string, CollectionFacts>();
  for (const set of ordered) {
    const isKnown = [...rows.values()].some(({ name, tmdbId }) =>
      set.tmdbId === null ? name === set.name : tmdbId === set.tmdbId,
    );
    if (!isKnown) rows.set(`${set.tmdbId} ${set.name}`, set);
  }
  const values = [...rows.values()].map(({ tmdbId, name, overview }) => ({ tmdbId, name, overview }));
  await bulkInsert(tx, collections, values, { onConflict: "ignore" });
  const now = await readCollections(tx, sets);
  return (set) => now(set)?.id;
}

const missingOf = (known: Collection, { tmdbId, overview }: CollectionFacts) => ({
  ...(tmdbId !== null && known.tmdbId === null && { tmdbId }),
  ...(overview && known.overview === null && !known.overviewLocked && { overview }),
});

const isWhole = (known: Collection, facts: CollectionFacts): boolean =>
  Object.keys(missingOf(known, facts)).length === 0;

async function complete(tx: Tx, known: Collection, facts: CollectionFacts): Promise<void> {
  const changes = missingOf(known, facts);
  if (Object.keys(changes).length === 0) return;
  await tx
    .update(collections)
    .set({ ...changes, version: known.version + 1, updatedAt: new Date() })
    .where(eq(collections.id, known.id));
}
