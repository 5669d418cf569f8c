import { eq } from "drizzle-orm";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { crew } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { findActorTwin, listJobs, listMerges } from "#lib/people/get-person.ts";
import { type CrewPlace, listCrewPlaces } from "#lib/people/list-crew-places.ts";
import { codeOf, titleOf } from "../../../series/[seriesId]/_components/names.ts";
import { byDepartments } from "../../_components/by-departments.ts";
import type { Credit } from "../../_components/split-person.tsx";

/** Somebody behind the camera; undefined when there is nobody. */
export const findCrewPerson = cache(async (crewId: number) => {
  const user = await requireUser();
  const [person] = await getDb().select().from(crew).where(eq(crew.id, crewId));
  return person && { person, mayEdit: hasRole(user, "editor") };
});

/** Who it is, and what they did. Who also acts has one page, which is gone to. Read once for all parts of the page. */
export const getCrewPage = cache(async (crewId: number) => {
  await requireUser();
  const db = getDb();
  const { person, mayEdit } = (await findCrewPerson(crewId)) ?? notFound();
  const actorId = await findActorTwin(db, person.tmdbId);
  if (actorId !== undefined) redirect(`/people/${actorId}`);
  const [jobs, credits, merges] = await Promise.all([
    listJobs(db, [crewId]),
    mayEdit ? listCrewPlaces(db, crewId) : [],
    listMerges(db, { entityType: "crew", entityId: crewId }),
  ]);
  return { person, departments: byDepartments(jobs), credits: credits.map(nameOfPlace), merges, mayEdit };
});

/** A title of a crew as the dialog of a split names it. */
function nameOfPlace({ title, year, episode, jobs, ...place }: CrewPlace): Credit {
  const label = episode === null ? title : `${title} ${codeOf(episode)} ${titleOf(episode)}`;
  return { ...place, label: year === null ? label : `${label} (${year})`, hint: jobs.join(", ") };
}
