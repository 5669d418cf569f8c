import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { statementTime } from "#db/clock.ts";
import { rateLimits } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { type ClockReading, momentOf } from "./database-clock.ts";

/** Failures in a row that open the breaker, and for how long. */
export const breakerFailures = 5;
const breakerOpenMs = 5 * 60_000;
/** How long the one probe may take before another worker may send the next. Longer than a request lasts. */
const probeMs = 65_000;
/** Waits beyond a day are a clock that was set back: they are forgotten. */
const longestWaitMs = 24 * 3_600_000;

/**
 * Turns are given out up to this far ahead, each with its own moment. A worker that comes to the bucket late by less than
 * this takes nothing from the rate.
 */
const aheadMs = 200;

/** How fast a provider is asked: so many requests a second, and so many at once after a pause. */
export type Rate = {
  perSecond: number;
  burst: number;
  /** Where a provider counts by the day (UTC) as well. */
  perDay?: number;
};

export type Grant =
  /** `delaysMs`: how long after `atMs`, on this process's own clock, each of the granted requests has its moment. */
  | { granted: number; delaysMs: number[]; atMs: number; failuresInARow: number }
  | { waitMs: number; because: "empty" | "rate_limit" | "breaker" | "quota"; lastError: string | null };

type Bucket = typeof rateLimits.$inferSelect;

/**
 * Takes up to `wanted` tokens from the bucket that all workers of all machines share, those of the next moment included.
 * Within any second at most perSecond + burst requests have their moment. Time is the database's, so clocks need not agree.
 * `passBreaker` is for a test by a person: it may ask while the breaker is open, which stays as it is for all others.
 * `letGo`: so many turns that were granted before were not used; a grant takes them out of the counts.
 */
export function takeTokens(
  db: Db,
  key: string,
  rate: Rate,
  wanted: number,
  { passBreaker = false, letGo = 0 } = {},
): Promise<Grant> {
  return transaction(db, async (tx) => {
    const { bucket, nowMs, reading } = await readBucket(tx, key, rate);
    const atMs = momentOf(db, reading);
    const openMs = remaining(bucket.openUntilMs, nowMs);
    if (openMs > 0 && !passBreaker) return { waitMs: openMs, because: "breaker", lastError: bucket.lastError };
    const blockedMs = remaining(bucket.blockedUntilMs, nowMs);
    if (blockedMs > 0) return { waitMs: blockedMs, because: "rate_limit", lastError: null };

    const elapsedMs = Math.max(0, nowMs - bucket.refilledAtMs);
    const tokens = Math.min(rate.burst, bucket.tokens + (elapsedMs / 1000) * rate.perSecond);
    const aheadTokens = (aheadMs / 1000) * rate.perSecond;
    if (tokens + aheadTokens < 1) {
      const waitMs = ((1 - tokens - aheadTokens) / rate.perSecond) * 1000;
      // Fewer visits, with a few turns each; half of what was given out ahead is left for coming late.
      return { waitMs: Math.max(waitMs, aheadMs / 2), because: "empty", lastError: null };
    }
    const probing = !passBreaker && bucket.failuresInARow >= breakerFailures;
    const mayHave = probing ? 1 : Math.floor(Math.min(tokens + aheadTokens, wanted));
    const granted =
      rate.perDay === undefined
        ? mayHave
        : await takeOfDay(tx, key, { perDay: rate.perDay, wanted: mayHave, letGo, nowMs });
    if (granted === 0) return { waitMs: untilTomorrowMs(nowMs), because: "quota", lastError: null };
    await tx
      .update(rateLimits)
      .set({
        tokens: tokens - granted,
        refilledAtMs: nowMs,
        blockedUntilMs: null,
        // While the probe is on its way the breaker stays open for everybody else.
        openUntilMs: probing ? nowMs + probeMs : openMs > 0 ? bucket.openUntilMs : null,
        requestCount: Math.max(0, bucket.requestCount - letGo) + granted,
        updatedAt: new Date(),
      })
      .where(eq(rateLimits.key, key));
    const delaysMs = Array.from({ length: granted }, (_, index) =>
      Math.max(0, ((index + 1 - tokens) / rate.perSecond) * 1000),
    );
    return { granted, delaysMs, atMs, failuresInARow: bucket.failuresInARow };
  });
}

/**
 * Takes up to `wanted` of what is left of the day. The count has a row of its own: `refilledAtMs` is the beginning of
 * the day, `requestCount` what was asked since.
 */
async function takeOfDay(
  tx: Tx,
  key: string,
  { perDay, wanted, letGo, nowMs }: { perDay: number; wanted: number; letGo: number; nowMs: number },
): Promise<number> {
  const [row] = await tx
    .select()
    .from(rateLimits)
    .where(eq(rateLimits.key, dayKeyOf(key)));
  const used = Math.max(0, usedToday(row, nowMs) - letGo);
  const granted = Math.max(0, Math.min(wanted, perDay - used));
  const day = { tokens: 0, refilledAtMs: startOfDayMs(nowMs), requestCount: used + granted };
  await tx
    .insert(rateLimits)
    .values({ key: dayKeyOf(key), ...day })
    .onConflictDoUpdate({ target: rateLimits.key, set: day });
  return granted;
}

/** The row that counts a provider's requests of the day. */
export const dayKeyOf = (key: string): string => `${key}.day`;

/** Requests since midnight (UTC), by the row of `dayKeyOf`. */
export const usedToday = (row: Pick<Bucket, "refilledAtMs" | "requestCount"> | undefined, nowMs: number): number =>
  row !== undefined && row.refilledAtMs === startOfDayMs(nowMs) ? row.requestCount : 0;

/** To the next midnight (UTC). */
export const untilTomorrowMs = (nowMs: number): number => startOfDayMs(nowMs) + dayMs - nowMs;

const dayMs = 24 * 3_600_000;
const startOfDayMs = (nowMs: number): number => Math.floor(nowMs / dayMs) * dayMs;

/** Another key, address or switch: what went wrong before says nothing about it. Counts stay. */
export async function forgetTrouble(db: Db, key: string): Promise<void> {
  const fresh = { failuresInARow: 0, openUntilMs: null, blockedUntilMs: null };
  await db.update(rateLimits).set(fresh).where(eq(rateLimits.key, key));
}

/** Another key has a day of its own. */
export async function forgetDay(db: Db, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, dayKeyOf(key)));
}

/** One more failure; from the fifth in a row on nobody asks for five minutes. */
export function recordFailure(db: Db, key: string, rate: Rate, message: string): Promise<void> {
  return transaction(db, async (tx) => {
    const { bucket, nowMs } = await readBucket(tx, key, rate);
    const failuresInARow = bucket.failuresInARow + 1;
    await tx
      .update(rateLimits)
      .set({
        failuresInARow,
        errorCount: bucket.errorCount + 1,
        lastError: message.slice(0, 500),
        ...(failuresInARow >= breakerFailures ? { openUntilMs: nowMs + breakerOpenMs } : {}),
      })
      .where(eq(rateLimits.key, key));
  });
}

/** The provider refused the key: told, and no reason to leave it alone, for it works well. */
export function recordRefusal(db: Db, key: string, rate: Rate, message: string): Promise<void> {
  return transaction(db, async (tx) => {
    const { bucket } = await readBucket(tx, key, rate);
    await tx
      .update(rateLimits)
      .set({
        failuresInARow: Math.max(1, bucket.failuresInARow),
        errorCount: bucket.errorCount + 1,
        lastError: message.slice(0, 500),
      })
      .where(eq(rateLimits.key, key));
  });
}

/** The provider answered: the breaker closes. */
export async function recordSuccess(db: Db, key: string): Promise<void> {
  await db.update(rateLimits).set({ failuresInARow: 0, openUntilMs: null }).where(eq(rateLimits.key, key));
}

/** The provider said 429: no worker asks before this time is over. */
export function recordBlocked(db: Db, key: string, rate: Rate, waitMs: number): Promise<void> {
  return transaction(db, async (tx) => {
    const { bucket, nowMs } = await readBucket(tx, key, rate);
    const blockedUntilMs = Math.max(nowMs + Math.min(waitMs, longestWaitMs), bucket.blockedUntilMs ?? 0);
    await tx
      .update(rateLimits)
      .set({
        blockedUntilMs,
        tokens: Math.min(0, bucket.tokens),
        refilledAtMs: nowMs,
        errorCount: bucket.errorCount + 1,
      })
      .where(eq(rateLimits.key, key));
  });
}

/** `nowMs`: the database's clock. */
async function readBucket(
  tx: Tx,
  key: string,
  rate: Rate,
): Promise<{ bucket: Bucket; nowMs: number; reading: ClockReading }> {
  const read = async () => {
    const beforeMs = performance.now();
    const [row] = await tx
      .select({ bucket: rateLimits, now: sql<string>`${statementTime()}` })
      .from(rateLimits)
      .where(eq(rateLimits.key, key));
    if (!row) return;
    const nowMs = Date.parse(row.now);
    return { bucket: row.bucket, nowMs, reading: { databaseMs: nowMs, beforeMs, afterMs: performance.now() } };
  };
  const present = await read();
  if (present) return present;
  await tx.insert(rateLimits).values({ key, tokens: rate.burst, refilledAtMs: 0 }).onConflictDoNothing();
  const made = await read();
  if (!made) throw new Error(`The rate limit of ${key} could not be read back.`);
  return made;
}

function remaining(untilMs: number | null, nowMs: number): number {
  const waitMs = (untilMs ?? 0) - nowMs;
  return waitMs > longestWaitMs ? 0 : Math.max(0, waitMs);
}
