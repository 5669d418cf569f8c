import type { Tx } from "#db/client.ts";
import { writeLocks } from "#lib/editing/write-locks.ts";
import { actorKind, loadActor } from "./actor-kind.ts";
import { getActor } from "./get-actor.ts";

/** A person locks or unlocks what somebody's portrait is. Unlocked, the provider's is shown again. Throws not_found. */
export async function setPortraitLock(
  tx: Tx,
  { actorId, locked, userId }: { actorId: number; locked: boolean; userId: number | null },
): Promise<void> {
  const actor = await getActor(tx, actorId);
  if (actor.imageLocked === locked) return;
  const lock = { entity: loadActor(actor), columns: { imageLocked: locked } };
  await writeLocks(tx, actorKind, [lock], { source: "user", userId });
}
