import type { Tx } from "#db/client.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";

/** Tells the history of people the names that TMDB has for their ids now. */
export async function recordNames(
  tx: Tx,
  entityType: "actor" | "crew",
  renamed: readonly { id: number; before: string; name: string }[],
): Promise<void> {
  const items = renamed.map(({ id, before, name }) => ({
    entityId: id,
    changes: before === name ? [] : [{ field: "name", oldValue: before, newValue: name }],
  }));
  await recordChanges(tx, entityType, items, { source: "tmdb" });
}
