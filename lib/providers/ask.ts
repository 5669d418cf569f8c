import type { z } from "zod";
import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { findAnswer, type KeptAnswer, keepAnswer, renewAnswer } from "./answer-cache.ts";
import { type Authorise, sendAuthorised } from "./authorise.ts";
import { providerError, troubleOf } from "./errors.ts";
import { maxJsonBytes } from "./http.ts";
import { judgeAnswer, type ReadRefusal, readText } from "./judge-answer.ts";
import { recordRefusal } from "./limits.ts";
import { processWide } from "./process-wide.ts";
import { type SendSource, sendWithRetry } from "./send.ts";
import { shareFlight } from "./single-flight.ts";

/** Where the data comes from and how to ask it. */
export type JsonSource = SendSource & {
  /** Up to where the paths begin, without a slash at the end. */
  baseUrl: string;
  /** Carries the key; never logged, kept or handed on to another origin. */
  headers: Record<string, string>;
  /** For a provider that hands out tokens: the header of the one in force, asked for before every request. */
  authorise?: Authorise;
  /** Added to every request, and left out of the cache's key. */
  secretQuery?: Record<string, string>;
  /** For a provider that says in the body, and not by the status, what went wrong. */
  readRefusal?: ReadRefusal;
};

export type JsonQuestion<T> = {
  /** What it is about, for the cache: search, movie, configuration. */
  kind: string;
  /** Begins with a slash. */
  path: string;
  query?: Record<string, string>;
  schema: z.ZodType<T>;
  /** The answer is about this server itself, so another address has another answer. */
  perServer?: boolean;
  /** True when this answer to a 404 means that the thing does not exist, and not that the address is wrong. */
  isMissing?: (body: unknown) => boolean;
  /** Statuses beside 404 that say so as well. */
  missingAt?: readonly number[];
  signal?: AbortSignal | undefined;
  fresh?: boolean | undefined;
  /** False for what is of use only now, such as a list of changes: neither looked up nor kept. */
  keep?: boolean | undefined;
  /** A test by a person: see PoliteRequest. Shared with nobody, for another key may be on its way. */
  isTest?: boolean | undefined;
};

/**
 * Asks a provider for JSON: kept answer, else one request for all who want the same, at the shared rate, tried again
 * while that may help. Undefined when the provider does not know the thing.
 * Throws AppError `provider`, `unavailable`, `too_many` or `too_large`; see retryDelayMs for what a job does about it.
 */
export async function askJson<T>(db: Db, source: JsonSource, question: JsonQuestion<T>): Promise<T | undefined> {
  const key = { provider: source.key, requestKey: requestKeyOf(source, question) };
  const kept = question.keep === false ? undefined : await findAnswer(db, key);
  if (kept?.isFresh && !question.fresh) {
    const parsed = readText(kept.text, question.schema);
    if (parsed !== undefined) return parsed.value;
  }
  const text = question.isTest
    ? await fetchText(db, source, question, kept)
    : await shareFlight(
        flightsOf(db),
        `${source.key} ${source.baseUrl} ${question.fresh ?? false} ${key.requestKey}`,
        (signal) => fetchText(db, source, { ...question, signal }, kept),
        question.signal,
      );
  if (text === undefined) return undefined;
  const parsed = readText(text, question.schema);
  if (parsed === undefined) throw providerError("garbage", `${source.label} answered with data of another kind.`);
  return parsed.value;
}

/**
 * Method, path and sorted query: neither the host nor anything secret, so that a
 * mirror or another key finds it too.
 */
function requestKeyOf(source: JsonSource, { path, query, perServer }: Omit<JsonQuestion<unknown>, "schema">): string {
  const address = perServer ? `${source.baseUrl}${path}` : path;
  const search = new URLSearchParams(Object.entries(query ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return search.size === 0 ? `GET ${address}` : `GET ${address}?${search}`;
}

async function fetchText<T>(
  db: Db,
  source: JsonSource,
  question: JsonQuestion<T>,
  kept: KeptAnswer | undefined,
): Promise<string | undefined> {
  const conditions = kept && readText(kept.text, question.schema) ? conditionsOf(kept) : none;
  const answer = await sendAuthorised(source.authorise, question.signal, (token) =>
    sendWithRetry(db, source, {
      url: addressOf(source, question),
      headers: { accept: "application/json", ...source.headers, ...token, ...conditions },
      maxBytes: maxJsonBytes,
      signal: question.signal,
      isTest: question.isTest,
      accept: (got) => {
        const { label, readRefusal } = source;
        return judgeAnswer(label, { ...question, isConditional: conditions !== none, readRefusal }, got);
      },
    }),
  ).catch(async (error: unknown) => {
    await tellRefusal(db, source, { error, isTest: question.isTest });
    throw error;
  });
  if (answer === undefined) return undefined;
  const key = { provider: source.key, requestKey: requestKeyOf(source, question) };
  if (answer.status === 304 && kept) {
    await renewAnswer(db, key);
    return kept.text;
  }
  const text = Buffer.from(answer.body).toString("utf8");
  if (question.keep === false) return text;
  await keepAnswer(db, key, {
    kind: question.kind,
    text,
    etag: answer.headers.get("etag"),
    lastModified: answer.headers.get("last-modified"),
  });
  return text;
}

/** Keeps that the saved key was refused, so that every page knows. A test of another key says nothing about it. */
export async function tellRefusal(
  db: Db,
  source: SendSource,
  { error, isTest = false }: { error: unknown; isTest?: boolean | undefined },
): Promise<void> {
  if (troubleOf(error) !== "key" || (isTest && source.isTrial)) return;
  await recordRefusal(db, source.key, source.rate, messageOf(error));
}

const none: Record<string, string> = {};

function conditionsOf({ etag, lastModified }: KeptAnswer): Record<string, string> {
  if (etag !== null) return { "if-none-match": etag };
  return lastModified === null ? none : { "if-modified-since": lastModified };
}

function addressOf(source: JsonSource, { path, query }: { path: string; query?: Record<string, string> }): string {
  const search = new URLSearchParams({ ...query, ...source.secretQuery });
  return `${source.baseUrl}${path}${search.size === 0 ? "" : `?${search}`}`;
}

type Flights = Parameters<typeof shareFlight<string | undefined>>[0];

/** What is on its way, by the database it is for. */
function flightsOf(db: Db): Flights {
  const all = processWide("flights", () => new WeakMap<Db, Flights>());
  const flights: Flights = all.get(db) ?? new Map();
  all.set(db, flights);
  return flights;
}
