import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";

type Change = Pick<typeof fieldChanges.$inferSelect, "id" | "entityId" | "field" | "newValue">;

/** Marks a merge or split as taken back, and says who did it and when. */
export async function tellTakenBack(
  tx: Tx,
  entityType: "actor" | "crew",
  { change, userId }: { change: Change; userId: number | null },
): Promise<void> {
  const { id, entityId, field, newValue } = change;
  await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, id));
  const changes = [{ field, oldValue: newValue, newValue: null }];
  await recordChanges(tx, entityType, [{ entityId, changes }], { source: "user", userId, undoOf: id });
}
