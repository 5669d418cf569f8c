import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { findAnswer, type KeptAnswer, keepAnswer, renewAnswer } from "./answer-cache.ts";
import type { Dispatchers } from "./dispatchers.ts";
import { isFailure, mayPass, providerError, retryDelayMs } from "./errors.ts";
import { type HttpAnswer, maxJsonBytes, sendRequest } from "./http.ts";
import { judgeAnswer, readText } from "./judge-answer.ts";
import { recordBlocked, recordFailure, recordSuccess } from "./limits.ts";
import { shareFlight } from "./single-flight.ts";
import { patienceMs, type Source, takeTurn } from "./turns.ts";

/** Tries of one request. Waits between them: half a second and one and a half, give or take a half. */
const tries = 3;
const firstWaitMs = 500;

/** Where the data comes from and how to ask it. */
export type JsonSource = Source & {
  /** Up to where the paths begin, without a slash at the end. */
  baseUrl: string;
  /** Carries the key; never logged, kept or handed on to another origin. */
  headers: Record<string, string>;
  /** Added to every request, and left out of the cache's key. */
  secretQuery?: Record<string, string>;
  allowedHosts: ReadonlySet<string>;
  dispatchers?: Dispatchers;
  /** First wait of the backoff; tests shorten it. */
  firstWaitMs?: number;
};

export type JsonQuestion<T> = {
  /** What it is about, for the cache: search, movie, configuration. */
  kind: string;
  /** Begins with a slash. */
  path: string;
  query?: Record<string, string>;
  schema: z.ZodType<T>;
  /** True when this answer to a 404 means that the thing does not exist, and not that the address is wrong. */
  isMissing?: (body: unknown) => boolean;
  signal?: AbortSignal | undefined;
  fresh?: boolean | undefined;
};

/**
 * Asks a provider for JSON: kept answer, else one request for all who want the same, at the shared rate, tried again
 * while that may help. Undefined when the provider does not know the thing.
 * Throws AppError `provider`, `unavailable`, `too_many` or `too_large`; see retryDelayMs for what a job does about it.
 */
export async function askJson<T>(db: Db, source: JsonSource, question: JsonQuestion<T>): Promise<T | undefined> {
  const key = { provider: source.key, requestKey: requestKeyOf(question) };
  const kept = await findAnswer(db, key);
  if (kept?.isFresh && !question.fresh) {
    const parsed = readText(kept.text, question.schema);
    if (parsed !== undefined) return parsed.value;
  }
  const text = await shareFlight(
    flightsOf(db),
    `${source.key} ${source.baseUrl} ${key.requestKey}`,
    (signal) => fetchText(db, source, { ...question, signal }, kept),
    question.signal,
  );
  if (text === undefined) return undefined;
  const parsed = readText(text, question.schema);
  if (parsed === undefined) throw providerError("garbage", `${source.label} answered with data of another kind.`);
  return parsed.value;
}

/** Method, path and sorted query: neither the host nor anything secret, so that a mirror or another key finds it too. */
function requestKeyOf({ path, query }: { path: string; query?: Record<string, string> }): string {
  const search = new URLSearchParams(Object.entries(query ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return search.size === 0 ? `GET ${path}` : `GET ${path}?${search}`;
}

async function fetchText<T>(
  db: Db,
  source: JsonSource,
  question: JsonQuestion<T> & { signal: AbortSignal },
  kept: KeptAnswer | undefined,
): Promise<string | undefined> {
  const conditions = kept && readText(kept.text, question.schema) ? conditionsOf(kept) : {};
  const answer = await sendWithRetry(db, source, question, conditions);
  if (answer === undefined) return undefined;
  const key = { provider: source.key, requestKey: requestKeyOf(question) };
  if (answer.status === 304 && kept) {
    await renewAnswer(db, key);
    return kept.text;
  }
  const text = Buffer.from(answer.body).toString("utf8");
  await keepAnswer(db, key, {
    kind: question.kind,
    text,
    etag: answer.headers.get("etag"),
    lastModified: answer.headers.get("last-modified"),
  });
  return text;
}

function conditionsOf({ etag, lastModified }: KeptAnswer): Record<string, string> {
  if (etag !== null) return { "if-none-match": etag };
  return lastModified === null ? {} : { "if-modified-since": lastModified };
}

async function sendWithRetry<T>(
  db: Db,
  source: JsonSource,
  question: JsonQuestion<T> & { signal: AbortSignal },
  conditions: Record<string, string>,
): Promise<HttpAnswer | undefined> {
  for (let attempt = 1; ; attempt++) {
    const failuresBefore = await takeTurn(db, source, question.signal);
    try {
      const answer = await sendRequest({
        url: addressOf(source, question),
        headers: { accept: "application/json", ...source.headers, ...conditions },
        maxBytes: maxJsonBytes,
        allowedHosts: source.allowedHosts,
        signal: question.signal,
        ...(source.dispatchers ? { dispatchers: source.dispatchers } : {}),
      });
      const verdict = judgeAnswer(
        source.label,
        { ...question, isConditional: Object.keys(conditions).length > 0 },
        answer,
      );
      if (failuresBefore > 0) await recordSuccess(db, source.key);
      return verdict === "missing" ? undefined : answer;
    } catch (error) {
      question.signal.throwIfAborted();
      await settleError(db, source, error);
      const waitMs = waitAfter(error, attempt, source.firstWaitMs ?? firstWaitMs);
      if (waitMs === undefined || attempt >= tries) throw error;
      log.debug(
        { provider: source.key, kind: question.kind, attempt, waitMs, error: messageOf(error) },
        "asking again",
      );
      await sleep(waitMs, undefined, { signal: question.signal });
    }
  }
}

async function settleError(db: Db, source: JsonSource, error: unknown): Promise<void> {
  if (isFailure(error)) await recordFailure(db, source.key, source.rate, messageOf(error));
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

function addressOf(source: JsonSource, { path, query }: { path: string; query?: Record<string, string> }): string {
  const search = new URLSearchParams({ ...query, ...source.secretQuery });
  return `${source.baseUrl}${path}${search.size === 0 ? "" : `?${search}`}`;
}

type Flights = Parameters<typeof shareFlight<string | undefined>>[0];
const inFlight = Symbol.for("metarr.flights");
const shared: { [inFlight]?: WeakMap<Db, Flights> } = globalThis;

function flightsOf(db: Db): Flights {
  shared[inFlight] ??= new WeakMap();
  const flights: Flights = shared[inFlight].get(db) ?? new Map();
  shared[inFlight].set(db, flights);
  return flights;
}
