import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { actors, crew, fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { castOwners, readCredits } from "./credit-rows.ts";
import { getActor } from "./get-actor.ts";
import { getCrew } from "./get-crew.ts";
import { joinCredits } from "./join-credits.ts";
import { joinJobs, readJobs } from "./join-jobs.ts";
import { tellTakenBack } from "./tell-taken-back.ts";
import { touchOwners } from "./touch-owners.ts";

/** What a split keeps in the history: who was made. */
export const splitRecordSchema = z.object({ personId: z.int(), name: z.string() });
const placesSchema = z.array(z.object({ entityType: z.enum(castOwners), entityId: z.int() }));

type Of = { changeId: number; userId: number | null };

/**
 * Takes a split back: what the other person was given goes back, as far as they have it still. They go when they are in
 * nothing else. Throws not_found, and conflict when it was taken back already or they are no longer there.
 */
export async function unsplitActor(tx: Tx, { changeId, userId }: Of): Promise<void> {
  const { change, personId: fromId, placesOf } = await readSplit(tx, "actor", changeId);
  const { id: intoId } = await getActor(tx, change.entityId);
  await getActor(tx, fromId);
  let left = 0;
  for (const owner of castOwners) {
    const places = placesOf(owner);
    const { moved, from } = await joinCredits(tx, owner, { fromId, intoId, in: places });
    if (moved.length + from.length > 0) await touchOwners(tx, owner, { ownerIds: places, createdBy: userId });
    left += (await readCredits(tx, owner, fromId)).length;
  }
  if (left === 0) await tx.delete(actors).where(eq(actors.id, fromId));
  await tellTakenBack(tx, "actor", { change, userId });
}

/** The same for somebody behind the camera. */
export async function unsplitCrew(tx: Tx, { changeId, userId }: Of): Promise<void> {
  const { change, personId: fromId, placesOf } = await readSplit(tx, "crew", changeId);
  const { id: intoId } = await getCrew(tx, change.entityId);
  await getCrew(tx, fromId);
  let left = 0;
  for (const owner of castOwners) {
    await joinJobs(tx, owner, { fromId, intoId, ownerIds: placesOf(owner) });
    left += (await readJobs(tx, owner, fromId)).length;
  }
  if (left === 0) await tx.delete(crew).where(eq(crew.id, fromId));
  await tellTakenBack(tx, "crew", { change, userId });
}

async function readSplit(tx: Tx, entityType: "actor" | "crew", changeId: number) {
  const [change] = await tx
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.id, changeId),
        eq(fieldChanges.entityType, entityType),
        eq(fieldChanges.field, "split"),
        isNull(fieldChanges.undoOf),
      ),
    );
  if (!change) throw new AppError("not_found", "This split is no longer in the history.");
  if (change.undoneAt !== null) throw new AppError("conflict", "This split was taken back already.");
  const { personId } = splitRecordSchema.parse(change.newValue);
  const places = placesSchema.parse(change.oldValue);
  const placesOf = (owner: (typeof castOwners)[number]) =>
    places.filter((place) => place.entityType === owner).map(({ entityId }) => entityId);
  return { change, personId, placesOf };
}
