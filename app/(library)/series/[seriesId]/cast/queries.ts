import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listCrew, readEditableCast } from "#lib/people/list-cast.ts";
import { byDepartment } from "../../../_components/departments.ts";
import { getShow } from "../queries.ts";

/** Who acts, in order, and who is behind the camera, by department. */
export async function getPeople(seriesId: number) {
  await requireUser();
  const { mayEdit } = await getShow(seriesId);
  const place = { owner: "series", ownerId: seriesId } as const;
  const [cast, crew] = await Promise.all([readEditableCast(getDb(), place), listCrew(getDb(), place)]);
  return { cast: { ...place, ...cast }, departments: byDepartment(crew), mayEdit };
}
