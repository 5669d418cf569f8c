import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { collections, fieldChanges, movies } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { collectionKind } from "./kind.ts";
import { removeFilms } from "./link-films.ts";
import { refuseMerged } from "./merged-away.ts";

const removedRecord = z.object({
  /** Its films, and whether their set was locked. */
  films: z.array(z.object({ movieId: z.int(), locked: z.boolean() })),
  batch: z.string(),
});

/**
 * Deletes a set of one's own: its films are in no set then. The row stays without films, shown nowhere, so that undoing
 * brings it back with its overview and pictures. Throws not_found, and invalid for a set that a provider has: it would
 * come again with the next film.
 */
export async function deleteCollection(
  tx: Tx,
  { collectionId, userId }: { collectionId: number; userId: number | null },
): Promise<{ changeId: number }> {
  const { set } = await getLoaded(tx, collectionKind, collectionId);
  await refuseMerged(tx, set);
  if (set.tmdbId !== null) {
    throw new AppError(
      "invalid",
      `"${set.name}" is a set of TMDB, so it would come back. It is shown as long as a film is in it.`,
    );
  }
  const films = await tx
    .select({ movieId: movies.id, locked: movies.collectionLocked })
    .from(movies)
    .where(eq(movies.collectionId, collectionId));
  const movieIds = films.map(({ movieId }) => movieId);
  const { batch } = await removeFilms(tx, { collectionId, movieIds, userId });
  await tx
    .update(collections)
    .set({ nameLocked: false, version: set.version + 1, updatedAt: new Date() })
    .where(eq(collections.id, collectionId));
  const change = { field: "removed", oldValue: null, newValue: { films, batch } };
  const author = { source: "user", userId };
  await recordChanges(tx, "collection", [{ entityId: collectionId, changes: [change] }], author);
  const [row] = await tx
    .select({ changeId: sql<number>`max(${fieldChanges.id})`.mapWith(Number) })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityType, "collection"), eq(fieldChanges.entityId, collectionId)));
  return { changeId: row?.changeId ?? 0 };
}

/** Brings a deleted set back with the films that are in no other set by now. Their own history says so too. */
export async function undoDelete(
  tx: Tx,
  { collectionId, newValue, userId }: { collectionId: number; newValue: unknown; userId: number | null },
): Promise<void> {
  const { films, batch } = removedRecord.parse(newValue);
  const { set } = await getLoaded(tx, collectionKind, collectionId);
  await tx
    .update(collections)
    .set({ nameLocked: true, version: set.version + 1, updatedAt: new Date() })
    .where(eq(collections.id, collectionId));
  const ids = (wanted: boolean) => films.flatMap(({ movieId, locked }) => (locked === wanted ? [movieId] : []));
  const back = [...(await restore(tx, { collectionId, movieIds: ids(true), locked: true }))];
  back.push(...(await restore(tx, { collectionId, movieIds: ids(false), locked: false })));
  await tx
    .update(fieldChanges)
    .set({ undoneAt: new Date() })
    .where(and(eq(fieldChanges.batch, batch), inArray(fieldChanges.entityId, back)));
  await publishSoon(tx, { movieIds: back, createdBy: userId });
}

async function restore(
  tx: Tx,
  { collectionId, movieIds, locked }: { collectionId: number; movieIds: number[]; locked: boolean },
): Promise<number[]> {
  const rows = await tx
    .update(movies)
    .set({
      collectionId,
      collectionLocked: locked,
      version: sql`${movies.version} + 1`,
      updatedAt: new Date(),
    })
    .where(and(inArray(movies.id, movieIds), isNull(movies.collectionId)))
    .returning({ movieId: movies.id });
  return rows.map(({ movieId }) => movieId);
}
