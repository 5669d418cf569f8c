import { asc, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { webhookEvents } from "#db/schema/index.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";

/** Each job reads others of its source too. */
const limit = 1000;

/** Has read what waits to be and has no job to come. Returns how many jobs that were. */
export async function resumeEvents(tx: Tx): Promise<number> {
  const waiting = await tx
    .select({ eventId: webhookEvents.id })
    .from(webhookEvents)
    .where(eq(webhookEvents.status, "received"))
    .orderBy(asc(webhookEvents.id))
    .limit(limit);
  return enqueueMany(tx, "webhook.process", waiting);
}
