import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { collections, movies } from "#db/schema/index.ts";
import { editEntity, getLoaded, type Opened, setEntityLocks } from "#lib/editing/edit-entity.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { type Collection, findCollection } from "./find-collection.ts";
import { collectionKind, nameTaken } from "./kind.ts";
import { refuseMerged } from "./merged-away.ts";
import { type CollectionEdit, type CollectionLock, collectionLocks } from "./vocabulary.ts";

export type EditCollection = {
  collectionId: number;
  /** Only the fields that a person changed, as collectionEditSchema gives them. */
  patch: CollectionEdit;
  opened?: Opened;
  userId: number | null;
};

/** A person's edit, as editEntity does it. Throws conflict also when another set has the name. */
export async function editCollection(
  tx: Tx,
  { collectionId, patch, opened, userId }: EditCollection,
): Promise<{ changes: FieldChange[]; version: number }> {
  const { set } = await getLoaded(tx, collectionKind, collectionId);
  await refuseMerged(tx, set);
  const author = { source: "user", userId };
  return editEntity(tx, collectionKind, { entityId: collectionId, patch, author, ...(opened && { opened }) });
}

/** Locks or unlocks fields. Returns the version after it. */
export function setCollectionLocks(
  tx: Tx,
  {
    collectionId,
    locks,
    userId,
  }: { collectionId: number; locks: Partial<Record<CollectionLock, boolean>>; userId: number | null },
): Promise<number> {
  const columns = Object.entries(collectionLocks).flatMap(([name, column]) => {
    const wanted: unknown = Reflect.get(locks, name);
    return typeof wanted === "boolean" ? [[column, wanted] as const] : [];
  });
  return setEntityLocks(tx, collectionKind, { entityId: collectionId, locks: Object.fromEntries(columns), userId });
}

/**
 * A set of one's own. Its name is locked, by which it is known as one. A set of this name that is shown no more, such as
 * one deleted before, becomes it. Throws conflict when a set of this name is there already.
 */
export async function createCollection(
  tx: Tx,
  { name, overview = null, userId }: { name: string; overview?: string | null; userId: number | null },
): Promise<{ collectionId: number }> {
  const author = { source: "user", userId };
  const known = await findCollection(tx, { tmdbId: null, name });
  if (known) {
    if (known.name !== name || known.tmdbId !== null || (await isShown(tx, known))) throw nameTaken(name, known);
    const entity = await getLoaded(tx, collectionKind, known.id);
    const changes =
      known.overview === overview ? [] : [{ field: "overview", oldValue: known.overview, newValue: overview }];
    const columns = { nameLocked: true, overviewLocked: overview !== null };
    await collectionKind.write(tx, [{ entity, changes, columns }], author);
    return { collectionId: known.id };
  }
  const [made] = await tx
    .insert(collections)
    .values({ name, overview, nameLocked: true, overviewLocked: overview !== null })
    .returning({ collectionId: collections.id });
  if (!made) throw new Error("The set was not saved.");
  const changes = [
    { field: "name", oldValue: null, newValue: name },
    ...(overview === null ? [] : [{ field: "overview", oldValue: null, newValue: overview }]),
  ];
  await recordChanges(tx, "collection", [{ entityId: made.collectionId, changes }], author);
  return made;
}

/** An own set is shown always, another one as long as a film is in it. */
async function isShown(tx: Tx, set: Collection): Promise<boolean> {
  if (set.nameLocked) return true;
  return (await tx.$count(movies, and(eq(movies.collectionId, set.id), isNull(movies.deletedAt)))) > 0;
}
