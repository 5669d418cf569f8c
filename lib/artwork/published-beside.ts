import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies } from "#db/schema/index.ts";
import { getOwnerPage } from "./owner-place.ts";
import type { ChoosingOwner } from "./owners.ts";

/** What pictures are published with: the film itself, the films of the set, or the series they are of. */
export async function listPublishedBeside(
  db: Db,
  owner: ChoosingOwner,
): Promise<{ movieIds?: number[]; seriesIds?: number[] }> {
  const { entityType, entityId } = owner;
  if (entityType === "movie") return { movieIds: [entityId] };
  if (entityType === "collection") {
    const films = await db
      .select({ movieId: movies.id })
      .from(movies)
      .where(and(eq(movies.collectionId, entityId), isNull(movies.deletedAt)));
    return { movieIds: films.map(({ movieId }) => movieId) };
  }
  const page = await getOwnerPage(db, owner);
  return "seriesId" in page ? { seriesIds: [page.seriesId] } : {};
}
