import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { jobs, notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { targetOf } from "./channels.ts";
import { composeDigest, type DigestMessage } from "./compose.ts";
import { deliver } from "./deliver.ts";
import { listWaiting, sendSoon } from "./outbox.ts";

type Channel = typeof notificationChannels.$inferSelect;
type Message = typeof notificationMessages.$inferSelect;

export type SendOptions = {
  channelId: number;
  /** The job that sends. */
  jobId?: number | undefined;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  /** Of tests: how a message is delivered. */
  send?: typeof deliver;
};

/** What became of it; `error` says why nothing arrived. */
export type SendReport = { sent: number; givenUp: number; waiting: number; error?: string };

/** One message tells of so many at most; the rest follows in the next. */
const digestLimit = 500;
/** After each failure but the last: within five and a half hours a server may be repaired. */
const minuteMs = 60_000;
const delaysMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs, 240 * minuteMs] as const;
const maxAttempts = delaysMs.length + 1;
const busyMs = 5_000;
const longestHoldMs = Math.max(...delaysMs);

/**
 * Sends what waits for a channel as one message and writes down how that went. What fails is tried again later, six times
 * in all, and the channel shows why. A worker that dies between the two may send a message twice; none is lost. Throws
 * RetryLater while another job sends to the channel.
 */
export async function sendWaiting(
  db: Db,
  { channelId, jobId, signal, assertOwned, send = deliver }: SendOptions,
): Promise<SendReport> {
  // Before it is read what waits: the other one may end between the two.
  if (jobId !== undefined && (await isSentAlready(db, { channelId, jobId }))) {
    throw new RetryLater({ delayMs: busyMs, reason: "Another job is sending to this channel." });
  }
  const [channel] = await db.select().from(notificationChannels).where(eq(notificationChannels.id, channelId));
  const waiting = channel === undefined ? [] : await listWaiting(db, { channelId, limit: digestLimit });
  const nothing = { sent: 0, givenUp: 0, waiting: waiting.length };
  if (channel === undefined || waiting.length === 0) return nothing;
  const owned = <T>(body: (tx: Tx) => Promise<T>) => ownedTransaction(db, assertOwned, body);
  if (!channel.enabled) {
    const error = "The channel was switched off.";
    await owned((tx) => end(tx, waiting, { status: "failed", error }));
    return { sent: 0, givenUp: waiting.length, waiting: 0, error };
  }
  const holdMs = (channel.retryAt?.getTime() ?? 0) - (await databaseNow(db)).getTime();
  // A clock that was wrong when it failed must not silence a channel for days.
  if (holdMs > 0 && holdMs <= longestHoldMs) {
    await owned((tx) => sendSoon(tx, { channelId, delayMs: holdMs }));
    return nothing;
  }
  try {
    await send(targetOf(channel), composeDigest(waiting.map(asDigestMessage)), { signal });
  } catch (error) {
    signal?.throwIfAborted();
    return owned((tx) => recordFailure(tx, { channel, waiting, error }));
  }
  return owned(async (tx) => {
    await end(tx, waiting, { status: "sent", error: null });
    const well = { lastError: null, retryAt: null, lastSentAt: fromNow(0) };
    await tx.update(notificationChannels).set(well).where(eq(notificationChannels.id, channelId));
    const isMore = waiting.length === digestLimit && (await sendSoon(tx, { channelId, isNow: true }));
    return { sent: waiting.length, givenUp: 0, waiting: isMore ? 1 : 0 };
  });
}

/** Whether another job began to send to this channel before the one that asks, and is not done. */
async function isSentAlready(db: Db, { channelId, jobId }: { channelId: number; jobId: number }): Promise<boolean> {
  const running = await db
    .select({ id: jobs.id, startedAt: jobs.startedAt, payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.status, "running"), eq(jobs.type, "notifications.send")));
  const [first] = running
    .filter(({ payload }) => payload?.channelId === channelId)
    .toSorted((a, b) => (a.startedAt?.getTime() ?? 0) - (b.startedAt?.getTime() ?? 0) || a.id - b.id);
  return first !== undefined && first.id !== jobId;
}

function asDigestMessage({ event, severity, title, body, count, libraryId, link, createdAt }: Message): DigestMessage {
  const whole = link !== null && env.BASE_URL !== undefined ? URL.parse(link, env.BASE_URL) : null;
  return { event, severity, title, body, count, libraryId, link: whole?.href ?? null, at: createdAt };
}

/** A setting that is wrong is not cured by waiting; everything else may be. */
const mayPass = (error: unknown): boolean => !isAppError(error, "invalid");

async function recordFailure(
  tx: Tx,
  { channel, waiting, error }: { channel: Channel; waiting: Message[]; error: unknown },
): Promise<SendReport> {
  const { id: channelId } = channel;
  const message = messageOf(error).slice(0, 1000);
  const again = waiting.filter(({ attempts }) => mayPass(error) && attempts + 1 < maxAttempts);
  const givenUp = waiting.filter((each) => !again.includes(each));
  await end(tx, givenUp, { status: "failed", error: message });
  await tx
    .update(notificationMessages)
    .set({ attempts: sql`${notificationMessages.attempts} + 1`, error: message })
    .where(inArray(notificationMessages.id, idsOf(again)));
  const delayMs = again.length === 0 ? undefined : delayOf(error, again);
  await tx
    .update(notificationChannels)
    .set({ lastError: message, retryAt: delayMs === undefined ? null : fromNow(delayMs) })
    .where(eq(notificationChannels.id, channelId));
  // More than one message holds may wait, and what came meanwhile.
  await sendSoon(tx, { channelId, delayMs: delayMs ?? 0 });
  return { sent: 0, givenUp: givenUp.length, waiting: again.length, error: message };
}

/** As long as the oldest has to wait, or as the server said. */
function delayOf(error: unknown, again: readonly Message[]): number {
  const tries = Math.max(...again.map(({ attempts }) => attempts));
  const asked = isAppError(error) ? error.details?.retryAfterMs : undefined;
  return Math.max(delaysMs[tries] ?? delaysMs[0], typeof asked === "number" ? asked : 0);
}

const idsOf = (messages: readonly Message[]): number[] => messages.map(({ id }) => id);

async function end(
  tx: Tx,
  messages: readonly Message[],
  { status, error }: { status: "sent" | "failed"; error: string | null },
): Promise<void> {
  await tx
    .update(notificationMessages)
    .set({ status, error, endedAt: fromNow(0), attempts: sql`${notificationMessages.attempts} + 1` })
    .where(inArray(notificationMessages.id, idsOf(messages)));
}
