import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { providerError } from "./errors.ts";
import { breakerFailures, type Grant, type Rate, takeTokens } from "./limits.ts";
import { processWide } from "./process-wide.ts";

/** The provider as its messages and its bucket name it. */
export type Source = { key: string; label: string; rate: Rate };

/** A worker does not sit and wait longer than this; the job comes back later instead. */
export const patienceMs = 10_000;

/**
 * A turn is used at its moment or this little later. A process that was busy for longer lets it go: its requests would
 * come in a heap, together with those of others that are in time.
 */
const latestMs = 30;
/** So many turns one request lets go: where every turn comes late, it would never be sent. */
const mayBeLate = 3;

type Waiter = {
  resolve(failuresInARow: number): void;
  reject(error: unknown): void;
  left: boolean;
  /** Turns it let go so far. */
  timesLate: number;
};
type Line = {
  waiting: Waiter[];
  moving: boolean;
  /** Turns that nobody used, still counted. */
  letGo: number;
};

/**
 * Waits for permission to send one request, first come, first served. Everybody who waits in this process shares one
 * visit to the database. Resolves to the failures in a row so far.
 * Throws `unavailable` while the breaker is open, and `too_many` when the provider asked for a longer pause.
 */
export function takeTurn(db: Db, source: Source, signal?: AbortSignal): Promise<number> {
  signal?.throwIfAborted();
  const line = lineOf(db, source.key);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const waiter: Waiter = { resolve, reject, left: false, timesLate: 0 };
  line.waiting.push(waiter);
  const leave = () => {
    waiter.left = true;
    line.waiting = line.waiting.filter((other) => other !== waiter);
    reject(signal?.reason);
  };
  signal?.addEventListener("abort", leave, { once: true });
  if (!line.moving) void move(db, source, line);
  return promise.finally(() => signal?.removeEventListener("abort", leave));
}

async function move(db: Db, source: Source, line: Line): Promise<void> {
  line.moving = true;
  try {
    while (line.waiting.length > 0) {
      const { letGo } = line;
      const grant = await takeTokens(db, source.key, source.rate, line.waiting.length, { letGo });
      if ("granted" in grant) {
        line.letGo -= letGo;
        const { delaysMs, atMs, failuresInARow } = grant;
        for (const [index, waiter] of line.waiting.splice(0, grant.granted).entries()) {
          const momentMs = atMs + (delaysMs[index] ?? 0);
          setTimeout(
            () => {
              const isLate = performance.now() - momentMs >= latestMs;
              // The one that tries whether the provider is back holds up everybody, so it never lets its turn go.
              const isProbe = failuresInARow >= breakerFailures;
              if (isLate && !isProbe && waiter.timesLate < mayBeLate) standAgain(db, source, line, waiter);
              else waiter.resolve(failuresInARow);
            },
            Math.max(0, Math.ceil(momentMs - performance.now())),
          );
        }
      } else {
        await waitOut(source, grant);
      }
    }
  } catch (error) {
    for (const waiter of line.waiting.splice(0)) waiter.reject(error);
  } finally {
    line.moving = false;
  }
}

/** First in the line again: its turn is lost. */
function standAgain(db: Db, source: Source, line: Line, waiter: Waiter): void {
  waiter.timesLate += 1;
  line.letGo += 1;
  if (waiter.left) return;
  line.waiting.unshift(waiter);
  if (!line.moving) void move(db, source, line);
}

/** The turn of a test by a person: it stands in no line, and an open breaker does not hold it up. */
export async function takeTestTurn(db: Db, source: Source, signal?: AbortSignal): Promise<number> {
  for (;;) {
    signal?.throwIfAborted();
    const grant = await takeTokens(db, source.key, source.rate, 1, { passBreaker: true });
    if ("granted" in grant) {
      await sleep(Math.ceil(grant.delaysMs[0] ?? 0), undefined, { signal });
      return grant.failuresInARow;
    }
    await waitOut(source, grant, signal);
  }
}

type Refusal = Exclude<Grant, { granted: number }>;

/** Throws when the wait is longer than a worker's patience. */
async function waitOut(source: Source, { because, waitMs, lastError }: Refusal, signal?: AbortSignal): Promise<void> {
  if (because === "breaker") {
    throw providerError(
      "breaker",
      `${source.label} failed ${breakerFailures} times in a row, so Metarr leaves it alone for ${inWords(waitMs)}. The last error: ${lastError ?? "unknown"}`,
      { retryAfterMs: waitMs },
    );
  }
  if (because === "quota") {
    throw providerError(
      "rate_limit",
      `${source.label} is not asked again for ${inWords(waitMs)}: the requests of today are used up.`,
      { retryAfterMs: waitMs },
    );
  }
  if (waitMs > patienceMs) {
    throw providerError(
      "rate_limit",
      `${source.label} asked Metarr to wait ${inWords(waitMs)} before the next request.`,
      { retryAfterMs: waitMs },
    );
  }
  await sleep(Math.ceil(waitMs), undefined, { signal });
}

function lineOf(db: Db, key: string): Line {
  const all = processWide("turns", () => new WeakMap<Db, Map<string, Line>>());
  const lines = all.get(db) ?? new Map<string, Line>();
  all.set(db, lines);
  const line = lines.get(key) ?? { waiting: [], moving: false, letGo: 0 };
  lines.set(key, line);
  return line;
}

function inWords(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
