import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { collections } from "#db/schema/index.ts";

export type CollectionFacts = { tmdbId: number | null; name: string; overview: string | null };

/**
 * Finds or makes a film set: by its TMDB id, else by its name. A set known by name alone gets the id.
 * A provider's new name or overview is taken unless a person locked it.
 */
export async function upsertCollection(tx: Tx, facts: CollectionFacts): Promise<number> {
  const known = (await findByTmdb(tx, facts.tmdbId)) ?? (await findByName(tx, facts));
  if (known === undefined) {
    const [made] = await tx.insert(collections).values(facts).returning({ collectionId: collections.id });
    if (!made) throw new Error("The collection was not saved.");
    return made.collectionId;
  }
  const changes = {
    ...(facts.tmdbId !== null && known.tmdbId === null && { tmdbId: facts.tmdbId }),
    ...(facts.tmdbId !== null && !known.nameLocked && known.name !== facts.name && { name: facts.name }),
    ...(facts.overview && !known.overviewLocked && known.overview !== facts.overview && { overview: facts.overview }),
  };
  if (Object.keys(changes).length > 0) {
    await tx
      .update(collections)
      .set({ ...changes, version: known.version + 1, updatedAt: new Date() })
      .where(eq(collections.id, known.id));
  }
  return known.id;
}

async function findByTmdb(tx: Tx, tmdbId: number | null) {
  if (tmdbId === null) return undefined;
  return (await tx.select().from(collections).where(eq(collections.tmdbId, tmdbId)))[0];
}

/** The set of this name without an id first; a name without an id also means the set that has one. */
async function findByName(tx: Tx, { tmdbId, name }: CollectionFacts) {
  const [nameless] = await tx
    .select()
    .from(collections)
    .where(and(eq(collections.name, name), isNull(collections.tmdbId)));
  if (nameless || tmdbId !== null) return nameless;
  return (await tx.select().from(collections).where(eq(collections.name, name)).orderBy(collections.id).limit(1))[0];
}
