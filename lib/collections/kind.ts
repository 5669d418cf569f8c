import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { collectionAliases, collections } from "#db/schema/index.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { type Collection, findCollection } from "./find-collection.ts";
import { republishFilms } from "./republish-films.ts";
import { collectionFields, collectionLocks, isCollectionField, labelOfCollectionField } from "./vocabulary.ts";

export type LoadedCollection = Loaded & { set: Collection };

/** Film sets, for what is the same for everything that is edited. */
export const collectionKind: EntityKind<LoadedCollection> = {
  entityType: "collection",
  labelOf: labelOfCollectionField,
  // Nobody but a person sets a sort title, so its lock is no column.
  lockOf: (field) => (isCollectionField(field) ? collectionFields[field].lock : undefined),
  isKept: (lock) => Object.values(collectionLocks).some((kept) => kept === lock),
  isReversible: isCollectionField,
  list: listSets,
  async whyFixed(_db, changes) {
    const made = changes.filter(({ field, oldValue }) => field === "name" && oldValue === null);
    return new Map(made.map(({ id }) => [id, "The set was made by that. Delete the set instead."]));
  },
  write: writeSets,
};

async function listSets(db: Db, collectionIds: readonly number[]): Promise<LoadedCollection[]> {
  const rows = await db
    .select()
    .from(collections)
    .where(inArray(collections.id, [...collectionIds]));
  return rows.map((set) => ({
    entityId: set.id,
    name: set.name,
    version: set.version,
    values: { name: set.name, sortTitle: set.sortTitle, overview: set.overview },
    isLocked: (lock) => Reflect.get(set, lock) === true,
    set,
  }));
}

/** A row, its history, and the films of the set, whose NFO tells the name and the overview. */
async function writeSets(tx: Tx, writes: readonly Write<LoadedCollection>[], author: ChangeAuthor): Promise<void> {
  for (const { entity, changes, columns = {} } of writes) {
    const { set } = entity;
    const values = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
    const { nameLocked, overviewLocked } = columns;
    const locks = {
      ...(typeof nameLocked === "boolean" && { nameLocked }),
      ...(typeof overviewLocked === "boolean" && { overviewLocked }),
    };
    if (changes.length === 0 && Object.keys(locks).length === 0) continue;
    // A set keeps a name: an emptied one is not written.
    if ("name" in values && !values.name) throw new AppError("invalid", "A set needs a name.", { field: "name" });
    if (typeof values.name === "string") await lead(tx, set, values.name);
    await tx
      .update(collections)
      .set({ ...values, ...locks, version: set.version + 1, updatedAt: new Date() })
      .where(eq(collections.id, set.id));
    await recordChanges(tx, "collection", [{ entityId: set.id, changes }], author);
    const isTold = changes.some(({ field }) => field === "name" || field === "overview");
    if (isTold) await republishFilms(tx, set.id, { userId: author.userId ?? null });
  }
}

/**
 * The new name leads to the set, and so does the one before, as in NFO files that still say it. Throws conflict when the
 * new one leads to another set.
 */
async function lead(tx: Tx, set: Collection, name: string): Promise<void> {
  const known = await findCollection(tx, { tmdbId: null, name });
  if (known && known.id !== set.id) throw nameTaken(name, known);
  const others = await tx
    .select({ name: collections.name, tmdbId: collections.tmdbId })
    .from(collections)
    .where(and(inArray(collections.name, [name, set.name]), ne(collections.id, set.id)));
  // The name of a set that was merged into this one stays that one's, for the day it comes back.
  if (others.some((other) => other.name === name && other.tmdbId === null)) throw nameTaken(name, set);
  const ownAlias = and(eq(collectionAliases.collectionId, set.id), isNull(collectionAliases.tmdbId));
  await tx.delete(collectionAliases).where(and(ownAlias, eq(collectionAliases.name, name)));
  // Two sets of one name: what says it alone means the other one now.
  if (others.some((other) => other.name === set.name)) return;
  await tx.insert(collectionAliases).values({ collectionId: set.id, name: set.name, tmdbId: null });
}

/** The name means another set, or leads to one. */
export function nameTaken(name: string, known: Collection): AppError {
  const message =
    known.name === name
      ? `There is a set "${name}" already. Choose another name, or merge the two.`
      : `The name "${name}" leads to the set "${known.name}". Choose another name.`;
  return new AppError("conflict", message, { field: "name" });
}
