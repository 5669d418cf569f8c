import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { downloadError, ytdlpTrouble } from "./failures.ts";
import { forgetPid, listFiles, notePid, openFolder } from "./folders.ts";
import { runProgram } from "./run-program.ts";
import { maxTrailerBytes } from "./vocabulary.ts";
import { findYtdlp, type Ytdlp } from "./ytdlp.ts";
import { cookiesName } from "./ytdlp-args.ts";

type Ready = Extract<Ytdlp, { state: "ready" }>;

export type YtdlpRun = {
  /** An existing or new folder of this run's own below the cache. */
  folder: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  maxOutputBytes?: number;
  onLine?: (line: string) => void;
  args(ready: Ready, hasCookies: boolean): string[];
};

/** yt-dlp when it can be used. Throws AppError `unsupported` with the notice for people when it cannot. */
async function getYtdlp(): Promise<Ready> {
  const found = await findYtdlp();
  if (found.state === "ready") return found;
  throw new AppError("unsupported", found.notice, { details: { kind: "ytdlp" } });
}

/**
 * Runs yt-dlp on one address in a folder of its own and returns what it printed. Throws what went wrong as trouble of that
 * video, `disk` when the disk is full, and the signal's reason; the program and all it started are gone by then.
 */
export async function runYtdlp(run: YtdlpRun): Promise<string> {
  const ready = await getYtdlp();
  const { folder, timeoutMs, signal, maxOutputBytes, onLine } = run;
  await openFolder(folder);
  const hasCookies = await bringCookies(folder);
  try {
    const result = await runProgram(ready.path, run.args(ready, hasCookies), {
      folder,
      timeoutMs,
      signal,
      onLine,
      ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
      onStart: notePid(folder),
      watch: () => findTooLarge(folder),
    });
    if (result.code === 0) return result.stdout;
    throw ytdlpTrouble(result.stderr);
  } catch (error) {
    signal?.throwIfAborted();
    const isPlain = error instanceof AppError && error.code === "unavailable" && error.details === undefined;
    throw isPlain ? downloadError(`yt-dlp did not come to an end. ${error.message}`, error) : error;
  } finally {
    await forgetPid(folder);
    await rm(join(folder, cookiesName), { force: true });
  }
}

async function bringCookies(folder: string): Promise<boolean> {
  if (env.YTDLP_COOKIES_FILE === undefined) return false;
  try {
    await copyFile(env.YTDLP_COOKIES_FILE, join(folder, cookiesName));
    return true;
  } catch (error) {
    // Most videos need none, so that is no reason to have no trailers.
    log.warn(
      { code: error instanceof Error && "code" in error ? error.code : null },
      "YTDLP_COOKIES_FILE cannot be read",
    );
    return false;
  }
}

/** yt-dlp believes what the server says of the size; this looks at the disk. Joining needs the room of both. */
async function findTooLarge(folder: string): Promise<AppError | undefined> {
  const sizes = (await listFiles(folder)).map(({ sizeBytes }) => sizeBytes);
  const isTooLarge = sizes.some((size) => size > maxTrailerBytes);
  return isTooLarge ? downloadError("It is larger than 500 MB.") : undefined;
}
