import { eq, inArray, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actorAliases, actors, crew, crewAliases } from "#db/schema/index.ts";

/**
 * The rows behind the camera of an actor, as a query: those of the same TMDB id, also by merges. A name alone joins
 * nobody.
 */
export function crewTwinsOf(db: Db, actorId: number) {
  const ownId = db.select({ tmdbId: actors.tmdbId }).from(actors).where(eq(actors.id, actorId));
  const otherIds = db
    .select({ tmdbId: actorAliases.tmdbId })
    .from(actorAliases)
    .where(eq(actorAliases.actorId, actorId));
  return db
    .select({ crewId: crew.id })
    .from(crew)
    .leftJoin(crewAliases, eq(crewAliases.crewId, crew.id))
    .where(
      or(
        inArray(crew.tmdbId, ownId),
        inArray(crew.tmdbId, otherIds),
        inArray(crewAliases.tmdbId, ownId),
        inArray(crewAliases.tmdbId, otherIds),
      ),
    );
}

/** Their ids. */
export async function findCrewTwins(db: Db, actorId: number): Promise<number[]> {
  const rows = await crewTwinsOf(db, actorId);
  return [...new Set(rows.map(({ crewId }) => crewId))];
}
