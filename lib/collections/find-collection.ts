import { eq, inArray, or } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { collectionAliases, collections } from "#db/schema/index.ts";
import { together } from "#db/together.ts";

export type Collection = typeof collections.$inferSelect;
/** How a provider or an NFO says which set it means. */
export type CollectionName = { tmdbId: number | null; name: string };

type Alias = { name: string; tmdbId: number | null; target: Collection };
type Known = { own: readonly Collection[]; aliases: readonly Alias[] };

/**
 * Finds sets by what several films say of theirs, in two queries. A set that was merged into another one leads there, by
 * its name and by its id. An id decides alone: a set of the same name with another id is another set. A name without an
 * id means the set that has none first.
 */
export async function readCollections(
  db: Db,
  wanted: readonly CollectionName[],
): Promise<(set: CollectionName) => Collection | undefined> {
  const names = [...new Set(wanted.map(({ name }) => name))];
  const tmdbIds = [...new Set(wanted.flatMap(({ tmdbId }) => tmdbId ?? []))];
  if (names.length === 0) return () => undefined;
  const ofOwn = db
    .select()
    .from(collections)
    .where(or(inArray(collections.name, names), inArray(collections.tmdbId, tmdbIds)))
    .orderBy(collections.id);
  const ofAliases = db
    .select({ name: collectionAliases.name, tmdbId: collectionAliases.tmdbId, target: collections })
    .from(collectionAliases)
    .innerJoin(collections, eq(collections.id, collectionAliases.collectionId))
    .where(or(inArray(collectionAliases.name, names), inArray(collectionAliases.tmdbId, tmdbIds)))
    .orderBy(collectionAliases.id);
  const [own, aliases] = await Promise.all([ofOwn, ofAliases]);
  return (set) => pick({ own, aliases }, set);
}

/** readCollections for one of several films that are looked at in this transaction at the same time. */
export function readCollectionsTogether(
  tx: Tx,
  wanted: readonly CollectionName[],
): Promise<(set: CollectionName) => Collection | undefined> {
  if (wanted.length === 0) return readCollections(tx, wanted);
  return together(tx, "collections", wanted, async (all) => {
    const find = await readCollections(tx, all.flat());
    return all.map(() => find);
  });
}

/** The set a provider or an NFO means, or undefined when there is none yet. */
export async function findCollection(db: Db, set: CollectionName): Promise<Collection | undefined> {
  return (await readCollections(db, [set]))(set);
}

function pick({ own, aliases }: Known, { tmdbId, name }: CollectionName): Collection | undefined {
  const led = aliases.filter((alias) => alias.name === name);
  const named = own.filter((set) => set.name === name);
  if (tmdbId === null) {
    return led[0]?.target ?? named.find((set) => set.tmdbId === null) ?? named[0];
  }
  const byId = aliases.find((alias) => alias.tmdbId === tmdbId)?.target ?? own.find((set) => set.tmdbId === tmdbId);
  if (byId) return byId;
  const nameless = led.find((alias) => alias.tmdbId === null);
  // What has no id may get this one. A set that was merged away keeps its row, which nothing may lead to.
  if (nameless) return nameless.target.tmdbId === null ? nameless.target : undefined;
  return named.find((set) => set.tmdbId === null);
}
