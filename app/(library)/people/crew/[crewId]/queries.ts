import { eq } from "drizzle-orm";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { crew } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { findActorTwin, listJobs, listMerges } from "#lib/people/get-person.ts";
import { byDepartments } from "../../_components/by-departments.ts";

/** Somebody behind the camera; undefined when there is nobody. */
export const findCrewPerson = cache(async (crewId: number) => {
  const user = await requireUser();
  const [person] = await getDb().select().from(crew).where(eq(crew.id, crewId));
  return person && { person, mayEdit: hasRole(user, "editor") };
});

/** Who it is, and what they did. Who also acts has one page, which is gone to. */
export async function getCrewPage(crewId: number) {
  await requireUser();
  const db = getDb();
  const { person, mayEdit } = (await findCrewPerson(crewId)) ?? notFound();
  const actorId = await findActorTwin(db, person.tmdbId);
  if (actorId !== undefined) redirect(`/people/${actorId}`);
  const [jobs, merges] = await Promise.all([
    listJobs(db, [crewId]),
    listMerges(db, { entityType: "crew", entityId: crewId }),
  ]);
  return { person, departments: byDepartments(jobs), merges, mayEdit };
}
