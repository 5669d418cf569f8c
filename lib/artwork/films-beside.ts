import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import type { ChoosingOwner } from "./owners.ts";

/** The films that pictures are published beside: the film itself, or those of the set. None for what is of a series. */
export async function listFilmsBeside(db: Db, { entityType, entityId }: ChoosingOwner): Promise<number[]> {
  if (entityType === "movie") return [entityId];
  if (entityType !== "collection") return [];
  const films = await db
    .select({ movieId: movies.id })
    .from(movies)
    .where(and(eq(movies.collectionId, entityId), isNull(movies.deletedAt)));
  return films.map(({ movieId }) => movieId);
}
