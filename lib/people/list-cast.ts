import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors, crew, movieCrew, seriesCrew } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { type EditableOwner, readCast, stampOf } from "./read-cast.ts";

type Place = { owner: EditableOwner; ownerId: number };

/** The cast of a film or series with portraits, those taken out too, in order. Throws not_found. */
export async function readEditableCast(db: Db, { owner, ownerId }: Place) {
  const cast = await readCast(db, owner, ownerId);
  const faces = await inChunks(
    cast.credits.map(({ actorId }) => actorId),
    (chunk) => db.select({ id: actors.id, imageHash: actors.imageHash }).from(actors).where(inArray(actors.id, chunk)),
  );
  const hashes = new Map(faces.map(({ id, imageHash }) => [id, imageHash]));
  return {
    credits: cast.credits.map(({ id, actorId, name, role, roleLocked, removed }) => ({
      creditId: id,
      actorId,
      name,
      imageHash: hashes.get(actorId) ?? null,
      role,
      roleLocked,
      removed,
    })),
    orderLocked: cast.orderLocked,
    stamp: stampOf(cast),
  };
}

/** Who is behind the camera of a film or series. */
export function listCrew(db: Db, { owner, ownerId }: Place) {
  const table = owner === "movie" ? movieCrew : seriesCrew;
  const column = owner === "movie" ? movieCrew.movieId : seriesCrew.seriesId;
  return db
    .select({ crewId: crew.id, name: crew.name, job: table.job, department: table.department })
    .from(table)
    .innerJoin(crew, eq(crew.id, table.crewId))
    .where(eq(column, ownerId))
    .orderBy(asc(table.sortOrder), asc(table.crewId));
}
