import { eq } from "drizzle-orm";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { actors } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listPortraits } from "#lib/artwork/portrait.ts";
import { listJobs as listQueuedJobs } from "#lib/jobs/queries.ts";
import { findCrewTwins } from "#lib/people/crew-twins.ts";
import { enrichOnce } from "#lib/people/enrich-once.ts";
import { listJobs, listMerges, listRoles } from "#lib/people/get-person.ts";
import { byDepartments } from "../_components/by-departments.ts";

/** The person of the page, read once for all its parts. Undefined when there is nobody. */
export const findPerson = cache(async (actorId: number) => {
  const user = await requireUser();
  const [actor] = await getDb().select().from(actors).where(eq(actors.id, actorId));
  return actor && { actor, mayEdit: hasRole(user, "editor") };
});

/** Who it is, and everything they are in. The 404 page when there is nobody. */
export const getPersonPage = cache(async (actorId: number) => {
  await requireUser();
  const db = getDb();
  const { actor, mayEdit } = (await findPerson(actorId)) ?? notFound();
  await enrichOnce(db, actor);
  const [roles, crewIds, merges, pictures, running] = await Promise.all([
    listRoles(db, actorId),
    findCrewTwins(db, actorId),
    listMerges(db, { entityType: "actor", entityId: actorId }),
    mayEdit ? listPortraits(db, actorId) : [],
    listQueuedJobs(db, {
      status: ["pending", "running"],
      entity: { entityType: "actor", entityId: actorId },
      limit: 1,
    }),
  ]);
  return {
    person: {
      actorId,
      name: actor.name,
      imageHash: actor.imageHash,
      biography: actor.biography,
      birthday: actor.birthday,
      deathday: actor.deathday,
      birthPlace: actor.birthPlace,
      tmdbId: actor.tmdbId,
      imdbId: actor.imdbId,
      version: actor.version,
      nameLocked: actor.nameLocked,
      imageLocked: actor.imageLocked,
      hasAddress: actor.tmdbId !== null || actor.imageUrl !== null,
    },
    ...roles,
    departments: byDepartments(await listJobs(db, crewIds)),
    merges,
    pictures: pictures.map(({ id, fileHash }) => ({ cacheFileId: id, hash: fileHash })),
    isBusy: running.jobs.length > 0,
    mayEdit,
  };
});
export type PersonPage = Awaited<ReturnType<typeof getPersonPage>>;
