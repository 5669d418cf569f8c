import { and, asc, eq } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { actors, crew, movieActors, movieCrew } from "#db/schema/index.ts";
import { byDepartment } from "../../../_components/departments.ts";
import { getFilm } from "../queries.ts";

/** Who acts, in order, and who is behind the camera, by department. */
export async function getPeople(movieId: number) {
  await requireUser();
  const db = getDb();
  await getFilm(movieId);
  const [cast, behind] = await Promise.all([
    db
      .select({
        actorId: actors.id,
        name: actors.name,
        imageHash: actors.imageHash,
        role: movieActors.role,
        tmdbId: actors.tmdbId,
        isRoleLocked: movieActors.roleLocked,
      })
      .from(movieActors)
      .innerJoin(actors, eq(actors.id, movieActors.actorId))
      .where(and(eq(movieActors.movieId, movieId), eq(movieActors.removed, false)))
      .orderBy(asc(movieActors.actorOrder), asc(movieActors.id)),
    db
      .select({ crewId: crew.id, name: crew.name, job: movieCrew.job, department: movieCrew.department })
      .from(movieCrew)
      .innerJoin(crew, eq(crew.id, movieCrew.crewId))
      .where(eq(movieCrew.movieId, movieId))
      .orderBy(asc(movieCrew.sortOrder), asc(movieCrew.crewId)),
  ]);
  return { cast, departments: byDepartment(behind) };
}
