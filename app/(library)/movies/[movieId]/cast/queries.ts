import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listCrew, readEditableCast } from "#lib/people/list-cast.ts";
import { byDepartment } from "../../../_components/departments.ts";
import { getFilm } from "../queries.ts";

/** Who acts, in order, and who is behind the camera, by department. */
export async function getPeople(movieId: number) {
  await requireUser();
  const { mayEdit } = await getFilm(movieId);
  const place = { owner: "movie", ownerId: movieId } as const;
  const [cast, crew] = await Promise.all([readEditableCast(getDb(), place), listCrew(getDb(), place)]);
  return { cast: { ...place, ...cast }, departments: byDepartment(crew), mayEdit };
}
