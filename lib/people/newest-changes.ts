import type { Tx } from "#db/client.ts";
import type { EntityType } from "#lib/editing/kind.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";

/** The entries of the history that were just written: nobody else writes the person before this commits. */
export async function newestChanges(
  tx: Tx,
  { count, ...of }: { entityType: EntityType; entityId: number; count: number },
): Promise<{ changeIds: number[] }> {
  const written = await listEntityChanges(tx, { ...of, limit: count });
  return { changeIds: written.map(({ id }) => id) };
}
