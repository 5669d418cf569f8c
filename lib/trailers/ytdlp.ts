import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { env } from "#lib/env.ts";
import { messageOf } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { processWide } from "#lib/providers/process-wide.ts";
import { runProgram } from "./run-program.ts";

/** The program that reads pages of videos, as this process finds it. */
export type Ytdlp =
  | {
      state: "ready";
      path: string;
      /** Its date, such as 2026.07.04. */
      version: string;
      /** Why it may not work, for a person; null when it is new enough. */
      warning: string | null;
      /** Picture and sound that come apart can be joined. */
      hasFfmpeg: boolean;
    }
  | { state: "absent"; notice: string };

/** YouTube changes what it wants every few months; older ones are refused sooner or later. */
const oldestGood = "2026.07.04";

const installHint = "Install yt-dlp, or set YTDLP_PATH to it. Everything else works without it.";

type Known = { key: string; atMs: number; found: Promise<Ytdlp> };

/** One that could not be started is tried again after this long: the machine may have been too busy. */
const failureHoldsMs = 60_000;

/**
 * Finds yt-dlp by YTDLP_PATH or on PATH and asks for its version, once for each file: an update is seen without a
 * restart. Never throws: without it there are just no trailers from pages.
 */
export async function findYtdlp(): Promise<Ytdlp> {
  const path = await findProgram("yt-dlp", env.YTDLP_PATH);
  if (path === undefined) {
    const where = env.YTDLP_PATH === undefined ? "is not installed" : `is not at ${env.YTDLP_PATH}`;
    return { state: "absent", notice: `yt-dlp ${where}, so no trailers are downloaded from pages. ${installHint}` };
  }
  const facts = await stat(path);
  const known = processWide<{ last?: Known }>("trailers.ytdlp", () => ({}));
  const key = `${path} ${facts.mtimeMs} ${facts.size}`;
  const { last } = known;
  if (last?.key === key) {
    const found = await last.found;
    if (found.state === "ready") return { ...found, hasFfmpeg: await hasFfmpeg() };
    if (performance.now() - last.atMs < failureHoldsMs) return found;
  }
  const found = readVersion(path);
  known.last = { key, atMs: performance.now(), found };
  return found;
}

async function readVersion(path: string): Promise<Ytdlp> {
  try {
    const { stdout } = await runProgram(path, ["--ignore-config", "--version"], { timeoutMs: 60_000 });
    const version = /^(\d{4}\.\d{2}\.\d{2})/.exec(stdout.trim())?.[1];
    if (version === undefined) throw new Error("It did not tell its version.");
    return { state: "ready", path, version, warning: warningOf(version), hasFfmpeg: await hasFfmpeg() };
  } catch (error) {
    log.warn({ err: error, path }, "yt-dlp could not be started");
    return { state: "absent", notice: `yt-dlp could not be started. ${messageOf(error)}` };
  }
}

const hasFfmpeg = async () => (await findProgram("ffmpeg", undefined)) !== undefined;

function warningOf(version: string): string | null {
  if (version >= oldestGood) return null;
  return `Your yt-dlp is from ${version.slice(0, 4)}: YouTube may refuse it. Update yt-dlp to ${oldestGood} or newer.`;
}

/** The real path of a program that this user may run. */
async function findProgram(name: string, given: string | undefined): Promise<string | undefined> {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const places =
    given === undefined || !isAbsolute(given) ? folders.map((folder) => join(folder, given ?? name)) : [given];
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const real = await realpath(place);
    if ((await stat(real)).isFile()) return real;
  }
  return undefined;
}
