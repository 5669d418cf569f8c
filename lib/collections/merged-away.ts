import { and, eq, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { collectionAliases } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { Collection } from "./find-collection.ts";

type Named = Pick<Collection, "id" | "name" | "tmdbId">;
type Alias = { collectionId: number; name: string; tmdbId: number | null };

/**
 * The set that another one was merged into, or undefined. A merged set keeps its row with everything that belongs to it,
 * so that the merge can be undone; its id, or its name where it has none, leads to the other one.
 */
export async function findMergedInto(db: Db, set: Named): Promise<number | undefined> {
  const [alias] = await db
    .select()
    .from(collectionAliases)
    .where(
      set.tmdbId === null
        ? and(eq(collectionAliases.name, set.name), isNull(collectionAliases.tmdbId))
        : or(eq(collectionAliases.tmdbId, set.tmdbId)),
    )
    .orderBy(collectionAliases.id)
    .limit(1);
  return alias && isLedAway(set, alias) ? alias.collectionId : undefined;
}

/** The same for many sets, from all aliases there are. Gives the ids of those that were merged away. */
export async function listMergedAway(db: Db, sets: readonly Named[]): Promise<ReadonlySet<number>> {
  const aliases = await db.select().from(collectionAliases);
  const byId = new Map(aliases.flatMap((alias) => (alias.tmdbId === null ? [] : [[alias.tmdbId, alias]])));
  const byName = new Map(aliases.flatMap((alias) => (alias.tmdbId === null ? [[alias.name, alias]] : [])));
  const gone = sets.filter((set) => {
    const alias = set.tmdbId === null ? byName.get(set.name) : byId.get(set.tmdbId);
    return alias !== undefined && isLedAway(set, alias);
  });
  return new Set(gone.map(({ id }) => id));
}

const isLedAway = (set: Named, alias: Alias) => alias.collectionId !== set.id;

/** Throws conflict for a set that was merged into another one. */
export async function refuseMerged(db: Db, set: Named): Promise<void> {
  if ((await findMergedInto(db, set)) === undefined) return;
  throw new AppError("conflict", `"${set.name}" was merged into another set. Reload the page.`);
}
