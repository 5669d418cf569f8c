import type { Tx } from "#db/client.ts";
import { writeLocks } from "#lib/editing/write-locks.ts";
import { actorKind, loadActor } from "./actor-kind.ts";
import { getActor } from "./get-actor.ts";
import { newestChanges } from "./newest-changes.ts";
import { getPortrait } from "./show-portrait.ts";

/**
 * A person chooses one of the pictures that are kept of somebody, or none, and locks that. Returns the entry of the
 * history that takes it back; none for the picture that is shown and locked already. Throws not_found.
 */
export async function choosePortrait(
  tx: Tx,
  { actorId, cacheFileId, userId }: { actorId: number; cacheFileId: number | null; userId: number | null },
): Promise<{ changeIds: number[] }> {
  const actor = await getActor(tx, actorId);
  const newValue = cacheFileId === null ? null : (await getPortrait(tx, { actorId, cacheFileId })).hash;
  if (newValue === actor.imageHash) {
    if (actor.imageLocked) return { changeIds: [] };
    const lock = { entity: loadActor(actor), columns: { imageLocked: true } };
    await writeLocks(tx, actorKind, [lock], { source: "user", userId });
    return newestChanges(tx, { entityType: "actor", entityId: actorId, count: 1 });
  }
  const changes = [{ field: "portrait", oldValue: actor.imageHash, newValue }];
  const columns = { imageLocked: true };
  await actorKind.write(tx, [{ entity: loadActor(actor), changes, columns }], { source: "user", userId });
  return newestChanges(tx, { entityType: "actor", entityId: actorId, count: 1 });
}
