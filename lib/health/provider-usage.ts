import { and, count, eq, gt, inArray, max } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { configuration, providerCache, rateLimits } from "#db/schema/index.ts";
import { saysKeyRefused } from "#lib/providers/errors.ts";
import { dayKeyOf, untilTomorrowMs, usedToday } from "#lib/providers/limits.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import type { Settings } from "#lib/settings/read-settings.ts";

export type ProviderUsage = {
  requests: number;
  errors: number;
  lastError: string | null;
  lastUsedAt: Date | null;
  /**
   * `ready`: asked when needed. `untried`: not asked since its key was saved. `refused`: it does not take its key.
   * `failing`: the last requests failed. `waiting`: it asked Metarr to wait. `paused`: it failed so often that nobody
   * asks for a while.
   */
  state: "ready" | "untried" | "refused" | "failing" | "waiting" | "paused";
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
  const [rows, [kept], [saved], now] = await Promise.all([
    db
      .select()
      .from(rateLimits)
      .where(inArray(rateLimits.key, [provider, dayKey])),
    db.select({ answers: count() }).from(providerCache).where(eq(providerCache.provider, provider)),
    db
      .select({ at: max(configuration.updatedAt) })
      .from(configuration)
      .where(
        inArray(
          configuration.key,
          secretParts.map((part) => `${provider}.${part}`),
        ),
      ),
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
  const isUntried = usage.state === "ready" && saved?.at != null && (usage.lastUsedAt ?? 0) < saved.at;
  const isUsedUp = leftToday === 0 && usage.state !== "paused" && usage.state !== "refused";
  return {
    ...usage,
    ...(isUntried && { state: "untried" }),
    ...(isUsedUp && { state: "waiting", until: new Date(nowMs + untilTomorrowMs(nowMs)) }),
    leftToday,
    keptAnswers: Number(kept?.answers ?? 0),
  };
}

/** Settings that hold a key, where a provider has them. */
const secretParts = ["apiKey", "pin", "personalKey"];

const saysRefused = ({ failuresInARow, lastError }: Pick<Limits, "failuresInARow" | "lastError">): boolean =>
  failuresInARow > 0 && saysKeyRefused(lastError);

/** Providers that are switched on and refused their key the last time they were asked. */
export async function listRefusedProviders(db: Db, settings: Settings): Promise<ProviderName[]> {
  const rows = await db
    .select({ key: rateLimits.key, failuresInARow: rateLimits.failuresInARow, lastError: rateLimits.lastError })
    .from(rateLimits)
    .where(and(inArray(rateLimits.key, [...providerNames]), gt(rateLimits.failuresInARow, 0)));
  const refused = new Set(rows.filter(saysRefused).map(({ key }) => key));
  return providerNames.filter((name) => refused.has(name) && settings.get(`${name}.enabled`));
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
  // Another pause helps nobody whose key is wrong. A provider that says "slow down" has taken the key since.
  if (saysRefused(limits) && !blockedUntil) return { ...facts, state: "refused", until: pausedUntil };
  if (pausedUntil) return { ...facts, state: "paused", until: pausedUntil };
  if (blockedUntil) return { ...facts, state: "waiting", until: blockedUntil };
  return { ...facts, state: limits.failuresInARow > 0 ? "failing" : "ready", until: null };
}
