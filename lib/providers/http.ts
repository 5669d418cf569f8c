import { errors, fetch, type Response } from "undici";
import { AppError, isAppError } from "#lib/errors.ts";
import { type Dispatchers, getDispatchers, parseAddress } from "./dispatchers.ts";

export const maxJsonBytes = 10 * 1024 * 1024;
export const maxImageBytes = 30 * 1024 * 1024;
const maxRedirects = 3;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];
/** Never handed on to another origin. */
const privateHeaders: readonly string[] = ["authorization", "cookie", "x-api-key", "x-emby-token", "x-plex-token"];

export type HttpRequest = {
  url: string;
  method?: "GET" | "POST" | "PUT" | "DELETE";
  headers?: Record<string, string>;
  body?: string;
  /** The answer is cut off and refused beyond this, also after unpacking. */
  maxBytes: number;
  /** `host:port` (port only when it is not the usual one) that may be inside this network: set by an administrator. */
  allowedHosts?: ReadonlySet<string>;
  /** `refuse`: a redirect is the answer, for what must reach the host that was named. Default: three are followed. */
  redirects?: "follow" | "refuse";
  signal?: AbortSignal | undefined;
  dispatchers?: Dispatchers;
  totalMs?: number;
  /** Takes the body piece by piece when it wants it, for what is too large to hold. The answer's own body is empty then. */
  receive?: Receive | undefined;
};

/** Gets the answer before its body; false leaves the body to be read as a whole. Counts against `maxBytes` itself. */
export type Receive = (answer: {
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
}) => Promise<boolean>;

export type HttpAnswer = {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
  /** Where the answer came from after redirects. */
  url: string;
};

/**
 * One request and its whole answer, whatever its status. The only place that speaks HTTP.
 * Follows three redirects, each checked like the first. Throws AppError `unavailable` with `details.kind` timeout,
 * connection or redirects, `too_large`, or `invalid` for an address that may not be asked; the signal's reason when aborted.
 * No message holds the address, because a query may hold a key.
 */
export async function sendRequest(request: HttpRequest): Promise<HttpAnswer> {
  const dispatchers = request.dispatchers ?? getDispatchers();
  const deadline = AbortSignal.timeout(request.totalMs ?? dispatchers.totalMs);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  let url = parseAddress(request.url);
  try {
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const response = await fetchOnce({ ...request, dispatchers }, url, signal);
      const next = request.redirects === "refuse" ? undefined : redirectOf(response, url);
      if (next === undefined) return await readAnswer(response, url, request);
      await response.body?.cancel();
      url = next;
    }
  } catch (error) {
    request.signal?.throwIfAborted();
    throw meaningOf(error, url.host);
  }
  throw new AppError("unavailable", `${url.host} redirects more than ${maxRedirects} times.`, {
    details: { kind: "redirects" },
  });
}

async function fetchOnce(
  request: HttpRequest & { dispatchers: Dispatchers },
  url: URL,
  signal: AbortSignal,
): Promise<Response> {
  const { open, checked } = request.dispatchers;
  const sameOrigin = new URL(request.url).origin === url.origin;
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => sameOrigin || !privateHeaders.includes(name.toLowerCase()),
  );
  // What is sent may hold a key: another origin gets no body, and without it only a GET makes sense.
  const sent = sameOrigin ? { method: request.method ?? "GET", body: request.body ?? null } : { method: "GET" };
  return fetch(url, {
    ...sent,
    headers: [["user-agent", "Metarr"], ...headers],
    redirect: "manual",
    dispatcher: request.allowedHosts?.has(url.host) ? open : checked,
    signal,
  });
}

function redirectOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  if (location === null || !redirectStatuses.includes(response.status)) return undefined;
  return parseAddress(location, from.href);
}

async function readAnswer(
  response: Response,
  url: URL,
  { maxBytes, receive }: Pick<HttpRequest, "maxBytes" | "receive">,
): Promise<HttpAnswer> {
  const facts = { status: response.status, headers: new Headers([...response.headers]) };
  if (receive && response.body !== null && (await receive({ ...facts, body: response.body }))) {
    return { ...facts, body: new Uint8Array(0), url: url.href };
  }
  const announced = Number(response.headers.get("content-length") ?? 0);
  if (announced > maxBytes) {
    await response.body?.cancel();
    throw tooLarge(url.host, maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      sizeBytes += chunk.byteLength;
      // Leaving the loop cancels the body and closes the connection.
      if (sizeBytes > maxBytes) throw tooLarge(url.host, maxBytes);
      chunks.push(chunk);
    }
  }
  const body = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return { ...facts, body, url: url.href };
}

export function tooLarge(host: string, maxBytes: number): AppError {
  const limit = Math.round(maxBytes / 1024 / 1024);
  return new AppError("too_large", `The answer of ${host} is larger than ${limit} MB and was not read.`, {
    details: { kind: "too_large" },
  });
}

/** undici wraps what happened in one or two errors of its own. */
function meaningOf(error: unknown, host: string): unknown {
  for (let cause = error, depth = 0; depth < 5 && cause instanceof Error; cause = cause.cause, depth++) {
    if (isAppError(cause)) return cause;
    if (isTimeout(cause)) {
      return new AppError("unavailable", `${host} did not answer in time.`, {
        cause: error,
        details: { kind: "timeout" },
      });
    }
  }
  return new AppError("unavailable", `${host} could not be reached, or it closed the connection.`, {
    cause: error,
    details: { kind: "connection" },
  });
}

function isTimeout(error: Error): boolean {
  return (
    error.name === "TimeoutError" ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  );
}
