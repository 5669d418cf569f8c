import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actorAliases, actors } from "#db/schema/index.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { type CreditPlace, chooseCredits } from "./choose-credits.ts";
import { castOwners, moveCredits, ownerIdOf, readCredits } from "./credit-rows.ts";
import { getActor } from "./get-actor.ts";
import { newestChanges } from "./newest-changes.ts";
import { markedName, normalizeName, plainName } from "./normalize-name.ts";
import { touchOwners } from "./touch-owners.ts";

/**
 * Makes some credits of a person those of a new one, for two people that a database or an NFO took for one. Automation
 * leaves them there: in those casts the new person is found by all names of the old one, and nowhere else. Returns the
 * entry of the history that takes it back. Throws not_found, and invalid when none or all of the credits are chosen.
 */
export async function splitActor(
  tx: Tx,
  params: { actorId: number; credits: readonly CreditPlace[]; name: string; userId: number | null },
): Promise<{ newActorId: number; changeIds: number[] }> {
  const { actorId, credits, userId } = params;
  const name = params.name.trim();
  const actor = await getActor(tx, actorId);
  const wanted = await chooseCredits(credits, async (owner) =>
    (await readCredits(tx, owner, actorId)).map((row) => ownerIdOf(owner, row)),
  );
  const newActorId = await makeApart(tx, actor, name);
  for (const owner of castOwners) {
    const ownerIds = wanted[owner];
    await moveCredits(tx, owner, { fromId: actorId, intoId: newActorId, ownerIds });
    await touchOwners(tx, owner, { ownerIds, createdBy: userId });
  }
  await tx
    .update(actors)
    .set({ version: actor.version + 1, updatedAt: new Date() })
    .where(eq(actors.id, actorId));
  const kept = castOwners.flatMap((entityType) => wanted[entityType].map((entityId) => ({ entityType, entityId })));
  const changes = [{ field: "split", oldValue: kept, newValue: { personId: newActorId, name } }];
  await recordChanges(tx, "actor", [{ entityId: actorId, changes }], { source: "user", userId });
  const { changeIds } = await newestChanges(tx, { entityType: "actor", entityId: actorId, count: 1 });
  return { newActorId, changeIds };
}

/** Somebody new, found by all names of the other one, but in the casts they are in alone. */
async function makeApart(tx: Tx, actor: typeof actors.$inferSelect, name: string): Promise<number> {
  const [made] = await tx
    .insert(actors)
    // Unlike any name until the id is known.
    .values({ name, nameNormalized: `#${crypto.randomUUID()}`, nameLocked: true })
    .returning({ id: actors.id });
  const newActorId = made?.id ?? 0;
  const aliases = await tx
    .select({ name: actorAliases.nameNormalized })
    .from(actorAliases)
    .where(eq(actorAliases.actorId, actor.id));
  const names = new Set([actor.nameNormalized, ...aliases.map((alias) => alias.name)].map(plainName));
  const own = normalizeName(name);
  const isFree = !names.has(own) && (await tx.$count(actors, eq(actors.nameNormalized, own))) === 0;
  const nameNormalized = isFree ? own : markedName(own, newActorId);
  await tx.update(actors).set({ nameNormalized }).where(eq(actors.id, newActorId));
  await bulkInsert(
    tx,
    actorAliases,
    [...names].map((other) => ({ actorId: newActorId, nameNormalized: markedName(other, newActorId), tmdbId: null })),
  );
  return newActorId;
}
