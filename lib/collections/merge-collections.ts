import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { collectionAliases, collectionFilms, movies } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { collectionKind } from "./kind.ts";
import { refuseMerged } from "./merged-away.ts";
import { republishFilms } from "./republish-films.ts";

/** What a merge did, kept in its history row so that it can be undone. */
const mergeRecord = z.object({
  fromId: z.int(),
  name: z.string(),
  movieIds: z.array(z.int()),
  /** Names and ids that led to the other set before. */
  movedAliasIds: z.array(z.int()),
  /** The other set's own name and id. */
  aliasId: z.int(),
  /** TMDB ids of films that the provider lists for the other set alone. */
  listed: z.array(z.int()),
});
type MergeRecord = z.output<typeof mergeRecord>;

/**
 * Merges a set into another one: its films move, locked or not, and what leads to it leads there. Its row stays behind
 * with its values and pictures, shown nowhere, so that undoing brings all of it back.
 * Throws not_found, invalid for a set and itself, and conflict for one that was merged away before.
 */
export async function mergeCollections(
  tx: Tx,
  { intoId, fromId, userId }: { intoId: number; fromId: number; userId: number | null },
): Promise<{ movieIds: number[] }> {
  if (intoId === fromId) throw new AppError("invalid", "A set cannot be merged into itself.");
  const into = (await getLoaded(tx, collectionKind, intoId)).set;
  const from = (await getLoaded(tx, collectionKind, fromId)).set;
  await refuseMerged(tx, into);
  await refuseMerged(tx, from);
  const moved = await tx
    .update(movies)
    .set({ collectionId: intoId })
    .where(eq(movies.collectionId, fromId))
    .returning({ movieId: movies.id });
  const led = await tx
    .update(collectionAliases)
    .set({ collectionId: intoId })
    .where(eq(collectionAliases.collectionId, fromId))
    .returning({ aliasId: collectionAliases.id });
  const [alias] = await tx
    .insert(collectionAliases)
    .values({ collectionId: intoId, name: from.name, tmdbId: from.tmdbId })
    .returning({ aliasId: collectionAliases.id });
  if (!alias) throw new Error("The name of the merged set was not saved.");
  const movieIds = moved.map(({ movieId }) => movieId);
  const record: MergeRecord = {
    fromId,
    name: from.name,
    movieIds,
    movedAliasIds: led.map(({ aliasId }) => aliasId),
    aliasId: alias.aliasId,
    listed: await listFilmsOf(tx, { intoId, fromId }),
  };
  const changes = [{ field: "merge", oldValue: null, newValue: record }];
  await recordChanges(tx, "collection", [{ entityId: intoId, changes }], { source: "user", userId });
  await republishFilms(tx, intoId, { userId });
  return { movieIds };
}

/** The films that the provider lists for the other set are films of this one too. Gives those it did not have. */
async function listFilmsOf(tx: Tx, { intoId, fromId }: { intoId: number; fromId: number }): Promise<number[]> {
  const rows = await tx
    .select()
    .from(collectionFilms)
    .where(inArray(collectionFilms.collectionId, [intoId, fromId]));
  const present = new Set(rows.flatMap((row) => (row.collectionId === intoId ? [row.tmdbId] : [])));
  const added = rows.filter((row) => row.collectionId === fromId && !present.has(row.tmdbId));
  const last = Math.max(0, ...rows.map(({ sortOrder }) => sortOrder));
  await bulkInsert(
    tx,
    collectionFilms,
    added.map(({ id: _id, ...row }, index) => ({ ...row, collectionId: intoId, sortOrder: last + index + 1 })),
  );
  return added.map(({ tmdbId }) => tmdbId);
}

/**
 * Takes a merge back: the films that moved go home unless they are in another set by now, and names and ids lead where
 * they led. Gives the set that is there again.
 */
export async function undoMerge(
  tx: Tx,
  { intoId, newValue, userId }: { intoId: number; newValue: unknown; userId: number | null },
): Promise<void> {
  const { fromId, movieIds, movedAliasIds, aliasId, listed } = mergeRecord.parse(newValue);
  await getLoaded(tx, collectionKind, fromId);
  const ofInto = (ids: readonly number[]) =>
    and(inArray(collectionAliases.id, [...ids]), eq(collectionAliases.collectionId, intoId));
  const removed = await tx
    .delete(collectionAliases)
    .where(ofInto([aliasId]))
    .returning({ aliasId: collectionAliases.id });
  if (removed.length === 0) {
    throw new AppError("conflict", "This set was merged into another one since. Take back the later merge first.");
  }
  await tx.update(collectionAliases).set({ collectionId: fromId }).where(ofInto(movedAliasIds));
  await tx
    .update(movies)
    .set({ collectionId: fromId })
    .where(and(inArray(movies.id, movieIds), eq(movies.collectionId, intoId)));
  await tx
    .delete(collectionFilms)
    .where(and(eq(collectionFilms.collectionId, intoId), inArray(collectionFilms.tmdbId, listed)));
  await republishFilms(tx, fromId, { userId });
}

/** The name of the set that was merged, out of a history row. */
export const nameOfMerged = (newValue: unknown): string => mergeRecord.safeParse(newValue).data?.name ?? "";
