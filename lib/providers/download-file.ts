import { constants } from "node:fs";
import { type FileHandle, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { allowedHosts } from "./allowed-hosts.ts";
import { providerError } from "./errors.ts";
import { type HttpAnswer, type Receive, tooLarge } from "./http.ts";
import { readRetryAfter, readText } from "./judge-answer.ts";
import { type SendSource, sendWithRetry } from "./send.ts";

export type FileDownload = {
  url: string;
  /** Where the whole file lies in the end. What is there of it before is called the same with `.part`. */
  path: string;
  maxBytes: number;
  /** Longest time for all of it. */
  totalMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: (at: { done: number; total: number | null }) => void;
};

/** What the server called the version that the part is of; without it a part is of no use. */
const validator = z.object({ url: z.string(), etag: z.string().min(3) });

/**
 * Downloads a file to the disk without holding it, from an address that may come from anybody: only the internet is reached,
 * and hosts an administrator set. What an earlier try left is gone on with where the server says that it is of the same
 * version. Throws `not_found` when it is gone, `too_large`, `disk`, else as every request does.
 */
export async function downloadToFile(db: Db, download: FileDownload): Promise<void> {
  const { url, path, maxBytes, totalMs, signal } = download;
  const { source, host } = await fileSource(db, { url, totalMs });
  const part = await openPart(path);
  let isStale = false;
  try {
    const from = await offsetOf(part, { path, url });
    const resuming = from === undefined ? {} : { range: `bytes=${from.offset}-`, "if-range": from.etag };
    const headers = { accept: "*/*", "accept-encoding": "identity", ...resuming };
    const receive = receiver(part, download, host);
    const accept = (answer: HttpAnswer) => acceptFile(host, answer);
    const answer = await sendWithRetry(db, source, { url, headers, maxBytes, signal, accept, receive });
    if (answer === undefined) {
      throw new AppError("not_found", `The file is no longer at ${host}.`, { details: { kind: "gone" } });
    }
    // What is there of it is more than the server has: it begins anew, and without a part that cannot happen again.
    isStale = answer.status === 416 && from !== undefined;
    if (answer.status === 416 && !isStale) throw providerError("garbage", `${host} answered HTTP 416 without reason.`);
    await part.sync();
  } finally {
    await part.close();
  }
  if (isStale) {
    await rm(`${path}.version`, { force: true });
    return downloadToFile(db, download);
  }
  await rename(`${path}.part`, path).catch((error: unknown) => Promise.reject(diskError("keep the file", path, error)));
  await rm(`${path}.version`, { force: true });
}

/** Whose pace and breaker count for a file: its host's own. */
export async function fileSource(
  db: Db,
  { url, totalMs }: { url: string; totalMs: number },
): Promise<{ source: SendSource; host: string }> {
  const host = URL.parse(url)?.host ?? "unknown";
  const allowed = allowedHosts(await readSettings(db));
  const rate = { perSecond: 20, burst: 10 };
  return { host, source: { key: `host:${host}`, label: host, rate, allowedHosts: allowed, totalMs } };
}

async function openPart(path: string): Promise<FileHandle> {
  try {
    return await open(`${path}.part`, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  } catch (error) {
    throw diskError("write the file", `${path}.part`, error);
  }
}

async function offsetOf(part: FileHandle, { path, url }: { path: string; url: string }) {
  const text = await readFile(`${path}.version`, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw diskError("read", `${path}.version`, error);
  });
  const known = readText(text, validator)?.value;
  const { size } = await part.stat();
  return known?.url === url && size > 0 ? { offset: size, etag: known.etag } : undefined;
}

/** Writes the body where it belongs: at the place the server names, or from the start. */
function receiver(part: FileHandle, { url, path, maxBytes, onProgress }: FileDownload, host: string): Receive {
  return async ({ status, headers, body }) => {
    if (status !== 200 && status !== 206) return false;
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
    if (status === 206 && range === null) return false;
    const offset = status === 206 ? Number(range?.[1]) : 0;
    const length = Number(headers.get("content-length") ?? Number.NaN);
    const announced = status === 206 ? Number(range?.[2]) : length;
    const total = Number.isSafeInteger(announced) && announced > 0 ? announced : null;
    if ((total ?? 0) > maxBytes) throw tooLarge(host, maxBytes);
    let at = offset;
    try {
      await part.truncate(offset);
      const etag = headers.get("etag");
      // A weak one says that two versions look alike, not that their bytes are the same.
      if (etag?.startsWith('"')) await writeFile(`${path}.version`, JSON.stringify({ url, etag }), { mode: 0o600 });
      else await rm(`${path}.version`, { force: true });
    } catch (error) {
      throw diskError("write the file", path, error);
    }
    for await (const chunk of body) {
      if (at + chunk.byteLength > maxBytes) throw tooLarge(host, maxBytes);
      await writeAll(part, chunk, at, path);
      at += chunk.byteLength;
      onProgress?.({ done: at, total });
    }
    if (total !== null && at !== total) throw providerError("connection", `${host} closed the connection too early.`);
    return true;
  };
}

async function writeAll(part: FileHandle, chunk: Uint8Array, position: number, path: string): Promise<void> {
  try {
    for (let done = 0; done < chunk.byteLength; ) {
      const { bytesWritten } = await part.write(chunk, done, chunk.byteLength - done, position + done);
      done += bytesWritten;
    }
  } catch (error) {
    throw diskError("write the file", path, error);
  }
}

/** What the status says of a file. Undefined: it is gone. */
export function acceptFile(host: string, answer: HttpAnswer): HttpAnswer | undefined {
  const { status } = answer;
  if (status === 200 || status === 206 || status === 416) return answer;
  if (status === 404 || status === 410) return undefined;
  if (status === 429) {
    const retryAfterMs = readRetryAfter(answer.headers.get("retry-after")) ?? 60_000;
    throw providerError("rate_limit", `${host} asked Metarr to slow down (HTTP 429).`, { status, retryAfterMs });
  }
  if (status >= 500) throw providerError("server", `${host} has a problem of its own (HTTP ${status}).`, { status });
  throw providerError("refused", `${host} refused the file (HTTP ${status}).`, { status });
}
