import { and, eq, inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { jobs, webhookEvents } from "#db/schema/index.ts";

/** Says of events whose job failed for good that they could not be read, and why. One that was read with others stays. */
export async function failEvents(tx: Tx, jobIds: readonly number[]): Promise<void> {
  if (jobIds.length === 0) return;
  const failed = await tx
    .select({ payload: jobs.payload, error: jobs.error })
    .from(jobs)
    .where(and(inArray(jobs.id, [...jobIds]), eq(jobs.type, "webhook.process")));
  const errors = new Map(failed.map(({ payload, error }) => [Number(payload?.eventId ?? 0), error]));
  if (errors.size === 0) return;
  const waiting = await tx
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(inArray(webhookEvents.id, [...errors.keys()]), eq(webhookEvents.status, "received")));
  const handledAt = await databaseNow(tx);
  const rows = waiting.map(({ id }) => ({ id, status: "failed", error: errors.get(id) ?? null, handledAt }));
  await bulkUpdate(tx, webhookEvents, rows);
}
