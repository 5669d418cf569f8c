import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { jobs, notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import type { MessageStatus } from "./vocabulary.ts";

/** Sends what waits for a channel, if anything does. */
export async function sendSoon(
  tx: Tx,
  { channelId, isNow = false, delayMs = 0 }: { channelId: number; isNow?: boolean; delayMs?: number },
): Promise<boolean> {
  const [waiting] = await tx
    .select({ id: notificationMessages.id })
    .from(notificationMessages)
    .where(and(eq(notificationMessages.channelId, channelId), eq(notificationMessages.status, "pending")))
    .limit(1);
  if (!waiting) return false;
  await enqueue(tx, "notifications.send", { channelId }, isNow ? {} : { delayMs });
  return true;
}

/** How long what waits rests after its sending failed for good, such as with a worker that stopped again and again. */
const restMs = 15 * 60_000;

/** What waits for channels whose sending failed for good is sent by the next one, a quarter of an hour later. */
export async function resumeSending(tx: Tx, jobIds: readonly number[]): Promise<void> {
  if (jobIds.length === 0) return;
  const failed = await tx
    .select({ payload: jobs.payload })
    .from(jobs)
    .where(and(inArray(jobs.id, [...jobIds]), eq(jobs.type, "notifications.send")));
  const channelIds = failed.flatMap(({ payload }) => Number(payload?.channelId) || []);
  if (channelIds.length === 0) return;
  const waiting = await tx
    .selectDistinct({ channelId: notificationMessages.channelId })
    .from(notificationMessages)
    .where(and(inArray(notificationMessages.channelId, channelIds), eq(notificationMessages.status, "pending")));
  await enqueueMany(tx, "notifications.send", waiting, { delayMs: restMs });
}

/** Has sent what waits for any channel that has no sending to come. Returns for how many. */
export async function resumeChannels(tx: Tx): Promise<number> {
  const waiting = await tx
    .selectDistinct({ channelId: notificationMessages.channelId })
    .from(notificationMessages)
    .where(eq(notificationMessages.status, "pending"));
  return enqueueMany(tx, "notifications.send", waiting);
}

/** Messages of every channel or one, the newest first. `before`: the id of the last one seen. */
export async function listMessages(
  db: Db,
  { status, before, limit }: { status?: MessageStatus | undefined; before?: number | undefined; limit: number },
) {
  return db
    .select({
      messageId: notificationMessages.id,
      channelId: notificationMessages.channelId,
      channel: notificationChannels.name,
      event: notificationMessages.event,
      title: notificationMessages.title,
      body: notificationMessages.body,
      link: notificationMessages.link,
      status: notificationMessages.status,
      attempts: notificationMessages.attempts,
      error: notificationMessages.error,
      createdAt: notificationMessages.createdAt,
      endedAt: notificationMessages.endedAt,
    })
    .from(notificationMessages)
    .innerJoin(notificationChannels, eq(notificationChannels.id, notificationMessages.channelId))
    .where(
      and(
        status === undefined ? undefined : eq(notificationMessages.status, status),
        before === undefined ? undefined : lt(notificationMessages.id, before),
      ),
    )
    .orderBy(desc(notificationMessages.id))
    .limit(limit);
}

/** Sends a message again that was given up, or one that waits for its next try now. Throws AppError conflict for one that was sent. */
export async function retryMessage(tx: Tx, { messageId }: { messageId: number }): Promise<void> {
  const [message] = await tx
    .update(notificationMessages)
    .set({ status: "pending", attempts: 0, endedAt: null })
    .where(and(eq(notificationMessages.id, messageId), inArray(notificationMessages.status, ["failed", "pending"])))
    .returning({ channelId: notificationMessages.channelId });
  if (!message) throw new AppError("conflict", "This message was sent meanwhile, or is no longer kept.");
  const { channelId } = message;
  await tx.update(notificationChannels).set({ retryAt: null }).where(eq(notificationChannels.id, channelId));
  await sendSoon(tx, { channelId, isNow: true });
}

/** What waits for a channel, the oldest first. */
export const listWaiting = (db: Db, { channelId, limit }: { channelId: number; limit: number }) =>
  db
    .select()
    .from(notificationMessages)
    .where(and(eq(notificationMessages.channelId, channelId), eq(notificationMessages.status, "pending")))
    .orderBy(asc(notificationMessages.id))
    .limit(limit);

const keptMs = 30 * 24 * 3_600_000;

/** Removes messages that are older than 30 days. Returns how many. */
export async function purgeMessages(db: Db): Promise<number> {
  const gone = await db
    .delete(notificationMessages)
    .where(lt(notificationMessages.createdAt, fromNow(-keptMs)))
    .returning({ messageId: notificationMessages.id });
  return gone.length;
}
