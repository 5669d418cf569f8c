import { and, eq, inArray, isNull, notExists } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { actors, episodeActors, movieActors, seriesActors } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";

/** Removes those of these people who are in nothing and are known by their name alone, untouched by a person. */
export async function dropUnusedActors(tx: Tx, actorIds: readonly number[]): Promise<void> {
  const usedIn = (table: typeof movieActors | typeof episodeActors | typeof seriesActors) =>
    tx.select({ actorId: table.actorId }).from(table).where(eq(table.actorId, actors.id));
  await inChunks([...new Set(actorIds)], async (chunk) => {
    await tx
      .delete(actors)
      .where(
        and(
          inArray(actors.id, chunk),
          isNull(actors.tmdbId),
          eq(actors.nameLocked, false),
          eq(actors.imageLocked, false),
          notExists(usedIn(movieActors)),
          notExists(usedIn(episodeActors)),
          notExists(usedIn(seriesActors)),
        ),
      );
    return [];
  });
}
