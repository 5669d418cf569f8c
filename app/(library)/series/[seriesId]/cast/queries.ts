import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listSeriesCast, listSeriesCrew } from "#lib/series/list-people.ts";
import { byDepartment } from "../../../_components/departments.ts";
import { getShow } from "../queries.ts";

/** Who acts, in order, and who is behind the camera, by department. */
export async function getPeople(seriesId: number) {
  await requireUser();
  await getShow(seriesId);
  const [cast, crew] = await Promise.all([
    listSeriesCast(getDb(), { seriesId }),
    listSeriesCrew(getDb(), { seriesId }),
  ]);
  return { cast, departments: byDepartment(crew) };
}
