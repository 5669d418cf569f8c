import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import type { Dispatchers } from "./dispatchers.ts";
import { isFailure, mayPass, retryDelayMs } from "./errors.ts";
import { type HttpAnswer, type Receive, sendRequest } from "./http.ts";
import { recordBlocked, recordFailure, recordSuccess } from "./limits.ts";
import { patienceMs, type Source, takeTestTurn, takeTurn } from "./turns.ts";

/** Tries of one request. Waits between them: half a second and one and a half, give or take a half. */
const tries = 3;
const firstWaitMs = 500;

export type SendSource = Source & {
  allowedHosts: ReadonlySet<string>;
  dispatchers?: Dispatchers;
  /** The longest that one request may take; tests shorten it. */
  totalMs?: number;
  /** Asked with what is not saved: how a test of it goes says nothing about what is. */
  isTrial?: boolean;
  /** First wait of the backoff; tests shorten it. */
  firstWaitMs?: number;
};

export type PoliteRequest = {
  url: string;
  /** GET when absent. */
  method?: "GET" | "POST";
  body?: string;
  headers: Record<string, string>;
  maxBytes: number;
  /** As in HttpRequest: each try begins anew with it. */
  receive?: Receive | undefined;
  signal?: AbortSignal | undefined;
  /** A test by a person: one try, also while the breaker is open, and a failure does not count towards it. */
  isTest?: boolean | undefined;
  /** Undefined: the thing does not exist. Throws providerError for an answer that is of no use. */
  accept(answer: HttpAnswer): HttpAnswer | undefined;
};

/** Sends a request when it is its turn, and again while that may help. Tells the breaker how it went. */
export async function sendWithRetry(
  db: Db,
  source: SendSource,
  { accept, signal, isTest = false, ...request }: PoliteRequest,
): Promise<HttpAnswer | undefined> {
  for (let attempt = 1; ; attempt++) {
    const failuresBefore = await (isTest ? takeTestTurn : takeTurn)(db, source, signal);
    try {
      const answer = await sendRequest({
        ...request,
        signal,
        allowedHosts: source.allowedHosts,
        ...(source.dispatchers ? { dispatchers: source.dispatchers } : {}),
        ...(source.totalMs === undefined ? {} : { totalMs: source.totalMs }),
      });
      const accepted = accept(answer);
      if (failuresBefore > 0 && !(isTest && source.isTrial)) await recordSuccess(db, source.key);
      return accepted;
    } catch (error) {
      signal?.throwIfAborted();
      await settleError(db, source, error, isTest);
      const waitMs = waitAfter(error, attempt, source.firstWaitMs ?? firstWaitMs);
      if (waitMs === undefined || isTest || attempt >= tries) throw error;
      log.debug({ provider: source.key, attempt, waitMs, error: messageOf(error) }, "asking again");
      await sleep(waitMs, undefined, { signal });
    }
  }
}

async function settleError(db: Db, source: Source, error: unknown, isTest: boolean): Promise<void> {
  if (isFailure(error) && !isTest) await recordFailure(db, source.key, source.rate, messageOf(error));
  const askedMs = retryDelayMs(error);
  if (askedMs !== undefined) await recordBlocked(db, source.key, source.rate, askedMs);
}

/** Undefined when another try is of no use, or only after more than a worker waits for. */
function waitAfter(error: unknown, attempt: number, baseMs: number): number | undefined {
  const askedMs = retryDelayMs(error);
  if (askedMs !== undefined) return askedMs <= patienceMs ? askedMs : undefined;
  if (!mayPass(error)) return undefined;
  return baseMs * 3 ** (attempt - 1) * (0.5 + Math.random());
}
