import { count, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";

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
};

type Limits = Pick<
  typeof rateLimits.$inferSelect,
  "requestCount" | "errorCount" | "lastError" | "updatedAt" | "failuresInARow" | "openUntilMs" | "blockedUntilMs"
>;

/** What was asked of a provider so far, and how it goes with it. Times are the database's. */
export async function getProviderUsage(db: Db, provider: string): Promise<ProviderUsage> {
  const [[limits], [kept], now] = await Promise.all([
    db.select().from(rateLimits).where(eq(rateLimits.key, provider)),
    db.select({ answers: count() }).from(providerCache).where(eq(providerCache.provider, provider)),
    databaseNow(db),
  ]);
  return { ...judgeLimits(limits, now.getTime()), keptAnswers: Number(kept?.answers ?? 0) };
}

/** The state of a provider's bucket and breaker at one moment. */
function judgeLimits(limits: Limits | undefined, nowMs: number): Omit<ProviderUsage, "keptAnswers"> {
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
