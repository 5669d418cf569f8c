import { AppError } from "#lib/errors.ts";
import type { Dispatchers } from "#lib/providers/dispatchers.ts";
import { sendRequest } from "#lib/providers/http.ts";
import { cleanText } from "../clean-text.ts";

export type DeliverOptions = { signal: AbortSignal; dispatchers?: Dispatchers | undefined };

/** As much of an answer as is read: enough to show what is wrong. */
const readBytes = 4_096;
const shownCharacters = 200;
const mask = "••••";
const longestWaitMs = 3_600_000;

/**
 * Posts a message and returns what the server said, in a few words. The address was set by an administrator, so its host may
 * be inside this network (S5); no redirect is followed. Throws AppError `invalid` where only another setting can help, and
 * `unavailable` where trying again may; `details.retryAfterMs` when the server named a time.
 */
export async function postMessage(
  request: { url: string; headers?: Record<string, string>; secret: string | null; json: unknown },
  { signal, dispatchers }: DeliverOptions,
): Promise<string> {
  const url = URL.parse(request.url);
  if (url === null) throw new AppError("invalid", "This is not a web address. Check the channel's settings.");
  let said = "";
  const { status, headers } = await sendRequest({
    url: request.url,
    method: "POST",
    headers: { "content-type": "application/json", ...request.headers },
    body: JSON.stringify(request.json),
    maxBytes: readBytes,
    allowedHosts: new Set([url.host]),
    redirects: "refuse",
    signal,
    receive: async ({ body }) => {
      said = await readStart(body);
      return true;
    },
    ...(dispatchers ? { dispatchers } : {}),
  });
  const words = cleanText(withoutSecrets(said, url, request.secret).replaceAll(/\s+/g, " "), shownCharacters);
  const quoted = words === "" ? "" : ` It said: ${words}`;
  if (status >= 200 && status < 300) return `${url.host} took it (HTTP ${status}).`;
  if (status >= 300 && status < 400) {
    throw new AppError("invalid", `${url.host} redirects to another address. Enter that address instead.`);
  }
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfterMs = waitOf(headers.get("retry-after"));
    throw new AppError("unavailable", `${url.host} could not take the message now (HTTP ${status}).${quoted}`, {
      details: { retryAfterMs },
    });
  }
  throw new AppError("invalid", `${url.host} refused the message (HTTP ${status}).${quoted}`);
}

/** Error pages like to repeat what was asked: the path of an address may let anybody write there. */
function withoutSecrets(said: string, { pathname, search }: URL, secret: string | null): string {
  const paths = [pathname.slice(1), ...pathname.split("/"), search.slice(1)].filter(({ length }) => length >= 6);
  const hidden = secret === null || secret === "" ? paths : [secret, ...paths];
  return hidden.reduce((text, each) => text.replaceAll(each, mask), said);
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    if (sizeBytes >= readBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, readBytes).toString("utf8");
}

function waitOf(header: string | null): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestWaitMs) : undefined;
}
