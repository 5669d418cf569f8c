import type { Tx } from "#db/client.ts";
import { castOwners, ownerIdOf, readCredits } from "./credit-rows.ts";
import { touchOwners } from "./touch-owners.ts";

/** Says that everything somebody is in changed, so that it is published with their name of now. */
export async function touchCredits(tx: Tx, actorId: number, createdBy: number | null): Promise<void> {
  for (const owner of castOwners) {
    const ownerIds = (await readCredits(tx, owner, actorId)).map((row) => ownerIdOf(owner, row));
    await touchOwners(tx, owner, { ownerIds, createdBy });
  }
}
