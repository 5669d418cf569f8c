import { and, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { verifyFindings } from "#db/schema/index.ts";

/** Puts findings aside, or lists them again. Returns how many. */
export async function dismissFindings(
  tx: Tx,
  { findingIds, isDismissed }: { findingIds: readonly number[]; isDismissed: boolean },
): Promise<number> {
  const dismissedAt = isDismissed ? await databaseNow(tx) : null;
  const changed = await tx
    .update(verifyFindings)
    .set({ dismissedAt })
    .where(and(inArray(verifyFindings.id, [...findingIds]), isNull(verifyFindings.repairedAt)))
    .returning({ findingId: verifyFindings.id });
  return changed.length;
}
