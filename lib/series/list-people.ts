import { and, asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors, seriesActors } from "#db/schema/index.ts";

/** Who acts in a series, in order. `limit` for the first of them. */
export function listSeriesCast(db: Db, { seriesId, limit }: { seriesId: number; limit?: number }) {
  const cast = db
    .select({
      actorId: actors.id,
      name: actors.name,
      imageHash: actors.imageHash,
      role: seriesActors.role,
      isRoleLocked: seriesActors.roleLocked,
    })
    .from(seriesActors)
    .innerJoin(actors, eq(actors.id, seriesActors.actorId))
    .where(and(eq(seriesActors.seriesId, seriesId), eq(seriesActors.removed, false)))
    .orderBy(asc(seriesActors.actorOrder), asc(seriesActors.id));
  return limit === undefined ? cast : cast.limit(limit);
}
