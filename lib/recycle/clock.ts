import { and, eq, gt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { configuration, schedules } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const seenKey = "recycle.purgeSeenAt";
const jumpKey = "recycle.clockJumpDays";

/**
 * Looks at the database's clock, at most once an hour, and remembers a jump of more than a day until a purge has been
 * skipped for it. Workers ask for it all the time, so that a purge may be as rare as one likes.
 */
export async function lookAtClock(db: Db | Tx): Promise<void> {
  await transaction(db, async (tx) => {
    const now = await databaseNow(tx);
    const [row] = await tx.select().from(configuration).where(eq(configuration.key, seenKey));
    const sinceMs = row?.value ? now.getTime() - new Date(row.value).getTime() : 0;
    if (row && sinceMs >= 0 && sinceMs < hourMs) return;
    await remember(tx, seenKey, now.toISOString(), "When Metarr last looked at the clock.");
    if (sinceMs >= -dayMs && sinceMs <= dayMs + hourMs) return;
    const days = String(Math.round(Math.abs(sinceMs) / dayMs));
    await remember(tx, jumpKey, days, "By how many days the clock jumped since the last purge.");
  });
}

/**
 * Null when the clock may be believed, else why not. A jump holds back one purge, and the next one comes within a day or
 * so, however rare its schedule: else a computer that is off each weekend would never purge by a weekly one.
 */
export async function judgeClock(db: Db): Promise<string | null> {
  return transaction(db, async (tx) => {
    await lookAtClock(tx);
    const [jump] = await tx.select().from(configuration).where(eq(configuration.key, jumpKey));
    if (!jump) return null;
    await tx.delete(configuration).where(eq(configuration.key, jumpKey));
    const soon = fromNow(dayMs);
    await tx
      .update(schedules)
      .set({ nextRunAt: soon })
      .where(and(eq(schedules.jobType, "recycle.purge"), eq(schedules.enabled, true), gt(schedules.nextRunAt, soon)));
    return `The clock moved by ${jump.value} days, or Metarr was off for so long, so nothing is deleted this time.`;
  });
}

async function remember(tx: Tx, key: string, value: string, description: string): Promise<void> {
  await tx
    .insert(configuration)
    .values({ key, value, type: "string", description })
    .onConflictDoUpdate({ target: configuration.key, set: { value, updatedAt: fromNow(0) } });
}
