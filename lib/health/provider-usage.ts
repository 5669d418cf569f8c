import { count, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { dayKeyOf, untilTomorrowMs, usedToday } from "#lib/providers/limits.ts";

export type ProviderUsage = {
  requests: number;
  errors: number;
  lastError: string | null;
  lastUsedAt: Date | null;
  /**
   * `ready`: asked when needed. `failing`: the last requests failed. `waiting`: it asked Metarr to wait. `paused`: it
   * failed so often that nobody asks for a while.
   */
  state: "ready" | "failing" | "waiting" | "paused";
  /** Until when it waits or pauses. */
  until: Date | null;
  /** Answers kept, so that nobody asks twice. */
  keptAnswers: number;
  /** Requests left until midnight UTC, as Metarr counts them; null where a provider does not count by the day. */
  leftToday: number | null;
};

type Limits = Pick<
  typeof rateLimits.$inferSelect,
  "requestCount" | "errorCount" | "lastError" | "updatedAt" | "failuresInARow" | "openUntilMs" | "blockedUntilMs"
>;

/**
 * What was asked of a provider so far, and how it goes with it. Times are the database's. `perDay`: how many requests a
 * day it allows; a used-up day is a wait.
 */
export async function getProviderUsage(
  db: Db,
  provider: string,
  { perDay }: { perDay?: number } = {},
): Promise<ProviderUsage> {
  const dayKey = dayKeyOf(provider);
  const [rows, [kept], now] = await Promise.all([
    db
      .select()
      .from(rateLimits)
      .where(inArray(rateLimits.key, [provider, dayKey])),
    db.select({ answers: count() }).from(providerCache).where(eq(providerCache.provider, provider)),
    databaseNow(db),
  ]);
  const nowMs = now.getTime();
  const usage = judgeLimits(
    rows.find(({ key }) => key === provider),
    nowMs,
  );
  const today = usedToday(
    rows.find(({ key }) => key === dayKey),
    nowMs,
  );
  const leftToday = perDay === undefined ? null : Math.max(0, perDay - today);
  const isUsedUp = leftToday === 0 && usage.state !== "paused";
  return {
    ...usage,
    ...(isUsedUp && { state: "waiting", until: new Date(nowMs + untilTomorrowMs(nowMs)) }),
    leftToday,
    keptAnswers: Number(kept?.answers ?? 0),
  };
}

/** The state of a provider's bucket and breaker at one moment. */
function judgeLimits(limits: Limits | undefined, nowMs: number): Omit<ProviderUsage, "keptAnswers" | "leftToday"> {
  if (limits === undefined) {
    return { requests: 0, errors: 0, lastError: null, lastUsedAt: null, state: "ready", until: null };
  }
  const facts = {
    requests: limits.requestCount,
    errors: limits.errorCount,
    lastError: limits.lastError,
    lastUsedAt: limits.updatedAt,
  };
  const until = (ms: number | null) => (ms !== null && ms > nowMs ? new Date(ms) : null);
  const [pausedUntil, blockedUntil] = [until(limits.openUntilMs), until(limits.blockedUntilMs)];
  if (pausedUntil) return { ...facts, state: "paused", until: pausedUntil };
  if (blockedUntil) return { ...facts, state: "waiting", until: blockedUntil };
  return { ...facts, state: limits.failuresInARow > 0 ? "failing" : "ready", until: null };
}
