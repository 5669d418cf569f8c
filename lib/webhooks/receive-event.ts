import { and, eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { webhookEvents } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { WebhookBody } from "./read-body.ts";
import { readEvent } from "./read-event.ts";
import type { KnownSource } from "./verify-source.ts";

/** Radarr and Sonarr sign nothing and send again what was not answered: the same so soon is the same event. */
const sameForMs = 5 * 60_000;

/** Writes an event down and asks a worker to read it. The same again within five minutes is counted and not read again. */
export async function receiveEvent(
  db: Db,
  { source, body }: { source: KnownSource; body: WebhookBody },
): Promise<{ eventId: number; isDuplicate: boolean }> {
  const { payload, hash } = body;
  const liveKey = `${source.id}:${hash}`;
  const { subject } = readEvent(source.kind, payload);
  return transaction(db, async (tx) => {
    await tx
      .update(webhookEvents)
      .set({ liveKey: null })
      .where(and(eq(webhookEvents.liveKey, liveKey), lt(webhookEvents.receivedAt, fromNow(-sameForMs))));
    const [event] = await tx
      .insert(webhookEvents)
      .values({
        source: source.name,
        sourceId: source.id,
        eventType: payload.eventType,
        subject,
        payload,
        bodyHash: hash,
        liveKey,
      })
      .onConflictDoUpdate({
        target: webhookEvents.liveKey,
        set: { duplicates: sql`${webhookEvents.duplicates} + 1` },
      })
      .returning({ eventId: webhookEvents.id, duplicates: webhookEvents.duplicates });
    if (!event) throw new Error("The event was not kept.");
    const { eventId, duplicates } = event;
    if (duplicates > 0) return { eventId, isDuplicate: true };
    const jobId = await enqueue(tx, "webhook.process", { eventId });
    await tx.update(webhookEvents).set({ jobId }).where(eq(webhookEvents.id, eventId));
    return { eventId, isDuplicate: false };
  });
}
