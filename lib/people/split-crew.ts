import { and, eq, isNull, or } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { crew, crewAliases } from "#db/schema/index.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { AppError } from "#lib/errors.ts";
import { type CreditPlace, chooseCredits } from "./choose-credits.ts";
import { castOwners } from "./credit-rows.ts";
import { apartName } from "./crew-namesakes.ts";
import { getCrew } from "./get-crew.ts";
import { joinJobs, ownerIdOf, readJobs } from "./join-jobs.ts";
import { newestChanges } from "./newest-changes.ts";

/**
 * Makes the jobs of somebody behind the camera in some titles those of a new person. Their names are told apart as they
 * are written, so the new one has another name; a provider that says the old one there means the new person from then on.
 * Returns the entry of the history that takes it back. Throws not_found, invalid when none or all of the titles are
 * chosen, and conflict for the name of somebody else.
 */
export async function splitCrew(
  tx: Tx,
  params: { crewId: number; credits: readonly CreditPlace[]; name: string; userId: number | null },
): Promise<{ newCrewId: number; changeIds: number[] }> {
  const { crewId, userId } = params;
  const name = params.name.trim();
  const person = await getCrew(tx, crewId);
  const wanted = await chooseCredits(params.credits, async (owner) =>
    (await readJobs(tx, owner, crewId)).map(ownerIdOf),
  );
  await refuseName(tx, name);
  const [made] = await tx.insert(crew).values({ name }).returning({ id: crew.id });
  const newCrewId = made?.id ?? 0;
  const aliases = await tx.select({ name: crewAliases.name }).from(crewAliases).where(eq(crewAliases.crewId, crewId));
  const names = new Set([person.name, ...aliases.map((alias) => alias.name)]);
  await bulkInsert(
    tx,
    crewAliases,
    [...names].map((other) => ({ crewId: newCrewId, name: apartName(other, newCrewId), tmdbId: null })),
  );
  for (const owner of castOwners) {
    await joinJobs(tx, owner, { fromId: crewId, intoId: newCrewId, ownerIds: wanted[owner] });
  }
  const kept = castOwners.flatMap((entityType) => wanted[entityType].map((entityId) => ({ entityType, entityId })));
  const changes = [{ field: "split", oldValue: kept, newValue: { personId: newCrewId, name } }];
  await recordChanges(tx, "crew", [{ entityId: crewId, changes }], { source: "user", userId });
  const { changeIds } = await newestChanges(tx, { entityType: "crew", entityId: crewId, count: 1 });
  return { newCrewId, changeIds };
}

/** A name that leads to somebody, whoever it is, cannot be the new one's: lists of names would mean them. */
async function refuseName(tx: Tx, name: string): Promise<void> {
  const [taken] = await tx
    .select({ id: crew.id })
    .from(crew)
    .leftJoin(crewAliases, eq(crewAliases.crewId, crew.id))
    .where(or(eq(crew.name, name), and(eq(crewAliases.name, name), isNull(crewAliases.tmdbId))))
    .limit(1);
  if (!taken) return;
  throw new AppError("conflict", `The name ${name} is somebody's already. Add a year or a job to tell them apart.`, {
    field: "name",
  });
}
