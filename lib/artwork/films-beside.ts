import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";

/** What a person picks pictures for. */
export const pickingOwners = ["movie", "collection"] as const;
export type PickingOwner = { entityType: (typeof pickingOwners)[number]; entityId: number };

/** The films that such pictures are published beside: the film itself, or those of the set. */
export async function listFilmsBeside(db: Db, { entityType, entityId }: PickingOwner): Promise<number[]> {
  if (entityType === "movie") return [entityId];
  const films = await db
    .select({ movieId: movies.id })
    .from(movies)
    .where(and(eq(movies.collectionId, entityId), isNull(movies.deletedAt)));
  return films.map(({ movieId }) => movieId);
}
