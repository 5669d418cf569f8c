import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { collections, movies } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { collectionKind } from "./kind.ts";
import { refuseMerged } from "./merged-away.ts";

type Films = { movieIds: readonly number[]; userId: number | null };
/** The films that were moved, by id. Their changes bear the batch, by which they are taken back together. */
export type Linked = { movieIds: number[]; batch: string };

/**
 * A person puts films into a set: like an edit of their field, with a lock and a history row each, by which it can be
 * taken back. Films that are in it already are left alone. Throws not_found and conflict for a
 * set that is gone.
 */
export async function addFilms(tx: Tx, { collectionId, ...films }: Films & { collectionId: number }): Promise<Linked> {
  const { set } = await getLoaded(tx, collectionKind, collectionId);
  await refuseMerged(tx, set);
  return linkFilms(tx, { ...films, to: { id: set.id, name: set.name } });
}

/** A person takes films out of this set. Those that are not in it are left alone. */
export async function removeFilms(
  tx: Tx,
  { collectionId, movieIds, ...by }: Films & { collectionId: number },
): Promise<Linked> {
  const own = await tx
    .select({ movieId: movies.id })
    .from(movies)
    .where(and(inArray(movies.id, [...movieIds]), eq(movies.collectionId, collectionId)));
  return linkFilms(tx, { ...by, movieIds: own.map(({ movieId }) => movieId), to: null });
}

async function linkFilms(
  tx: Tx,
  { movieIds, to, userId }: Films & { to: { id: number; name: string } | null },
): Promise<Linked> {
  const films = await tx
    .select({ movieId: movies.id, collectionId: movies.collectionId, name: collections.name })
    .from(movies)
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(and(inArray(movies.id, [...movieIds]), isNull(movies.deletedAt)))
    .orderBy(movies.id);
  const moving = films.filter(({ collectionId }) => collectionId !== (to?.id ?? null));
  const batch = randomUUID();
  if (moving.length === 0) return { movieIds: [], batch };
  const moved = moving.map(({ movieId }) => movieId);
  await tx
    .update(movies)
    .set({
      collectionId: to?.id ?? null,
      collectionLocked: true,
      version: sql`${movies.version} + 1`,
      updatedAt: new Date(),
    })
    .where(inArray(movies.id, moved));
  const items = moving.map(({ movieId, name }) => ({
    entityId: movieId,
    changes: [{ field: "collection", oldValue: name, newValue: to?.name ?? null }],
  }));
  await recordChanges(tx, "movie", items, { source: "user", userId, batch });
  await publishSoon(tx, { movieIds: moved, createdBy: userId });
  return { movieIds: moved, batch };
}
