import { and, desc, eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { webhookEvents } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";

const shown = {
  eventId: webhookEvents.id,
  source: webhookEvents.source,
  sourceId: webhookEvents.sourceId,
  eventType: webhookEvents.eventType,
  subject: webhookEvents.subject,
  status: webhookEvents.status,
  result: webhookEvents.result,
  error: webhookEvents.error,
  duplicates: webhookEvents.duplicates,
  attempts: webhookEvents.attempts,
  jobId: webhookEvents.jobId,
  receivedAt: webhookEvents.receivedAt,
  handledAt: webhookEvents.handledAt,
};

/** A page of events, the newest first, without what they said. `before`: the last one of the page before. */
export async function listEvents(
  db: Db,
  { before, sourceId, limit }: { before?: number | undefined; sourceId?: number | undefined; limit: number },
) {
  return db
    .select(shown)
    .from(webhookEvents)
    .where(
      and(
        before === undefined ? undefined : lt(webhookEvents.id, before),
        sourceId === undefined ? undefined : eq(webhookEvents.sourceId, sourceId),
      ),
    )
    .orderBy(desc(webhookEvents.id))
    .limit(limit);
}

export type EventRow = Awaited<ReturnType<typeof listEvents>>[number];

/** One event with all it said. Throws not_found. */
export async function getEvent(db: Db, eventId: number) {
  const [event] = await db
    .select({ ...shown, payload: webhookEvents.payload, libraryIds: webhookEvents.libraryIds })
    .from(webhookEvents)
    .where(eq(webhookEvents.id, eventId));
  if (!event) throw new AppError("not_found", "This webhook is not on record any more.");
  return event;
}

/** Reads an event again, as if it had just come. Throws not_found. */
export async function replayEvent(
  db: Db,
  { eventId, userId }: { eventId: number; userId: number },
): Promise<{ jobId: number }> {
  return transaction(db, async (tx) => {
    const jobId = await enqueue(tx, "webhook.process", { eventId }, { createdBy: userId });
    const again = { status: "received", result: null, error: null, handledAt: null, jobId };
    const rows = await tx.update(webhookEvents).set(again).where(eq(webhookEvents.id, eventId)).returning();
    if (rows.length === 0) throw new AppError("not_found", "This webhook is not on record any more.");
    return { jobId };
  });
}
