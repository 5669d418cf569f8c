import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "#lib/env.ts";
import { AppError, messageOf } from "#lib/errors.ts";

export type ProgramOptions = {
  /** Where it runs, and all it knows as its home. Absent: where this process runs, without a home. */
  folder?: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** More output than this ends it. */
  maxOutputBytes?: number;
  onLine?: ((line: string) => void) | undefined;
  onStart?: ((pid: number) => Promise<void>) | undefined;
  /** Looked at every second: a reason given ends it. */
  watch?: (() => Promise<AppError | undefined>) | undefined;
};

export type ProgramResult = { code: number | null; stdout: string; stderr: string };

const usualOutputBytes = 64 * 1024;
/** Between asking a program to stop and stopping it. */
const graceMs = 3_000;
const watchMs = 1_000;

/**
 * Runs a program with a fixed list of arguments, without a shell and without this process's environment, and ends it with
 * everything it started when it is cancelled, takes too long or says too much. Resolves to how it ended, whatever its exit
 * code. Throws AppError `unavailable` when it could not be started or was stopped, and the signal's reason.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const { folder, signal, timeoutMs, maxOutputBytes = usualOutputBytes, onLine, onStart, watch } = options;
  signal?.throwIfAborted();
  const child = spawn(path, args, {
    cwd: folder,
    env: environmentFor(folder),
    // A group of its own, so that what it starts (ffmpeg) ends with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) =>
      reject(new AppError("unavailable", `It could not be started: ${messageOf(error)}`, { cause: error })),
    );
    child.once("close", (code) => resolve(code));
  });
  // Waited for below, after what is done on its start.
  ended.catch(() => undefined);
  const stopper = new AbortController();
  const stop = (reason: unknown) => stopper.abort(reason);
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  stopper.signal.addEventListener("abort", () => {
    void killGroup(child.pid, isGone).then(() => {
      // Whoever still holds the other end is not waited for.
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const seconds = Math.round(timeoutMs / 1000);
  const timer = setTimeout(
    () => stop(new AppError("unavailable", `It took longer than ${seconds} seconds and was stopped.`)),
    timeoutMs,
  );
  const tooMuch = () => stop(new AppError("unavailable", "It said far more than it should and was stopped."));
  const readStdout = onLine ? eachLine(child.stdout, onLine) : collect(child.stdout, { maxOutputBytes, tooMuch });
  const readStderr = keepEnd(child.stderr);
  const over = new AbortController();
  const watching = watch ? watchOver(watch, stop, over.signal) : undefined;
  try {
    if (child.pid !== undefined) await onStart?.(child.pid);
    const code = await ended;
    stopper.signal.throwIfAborted();
    return { code, stdout: readStdout(), stderr: readStderr() };
  } catch (error) {
    stop(error);
    // Nothing of the group is left when the reason is told.
    await ended.catch(() => undefined);
    throw error;
  } finally {
    over.abort();
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    await watching;
  }
}

/** Nothing of Metarr's own environment, which holds keys; and no settings of the user's. */
function environmentFor(folder: string | undefined): NodeJS.ProcessEnv {
  const home =
    folder === undefined ? {} : { HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, TMPDIR: folder };
  return {
    NODE_ENV: "production",
    PATH: env.PATH ?? "",
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    ...home,
  };
}

/** Ends a group of processes: asked first, then without asking. */
export async function killGroup(pid: number | undefined, isGone: () => boolean): Promise<void> {
  if (pid === undefined || !signalGroup(pid, "SIGTERM")) return;
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += 50) {
    if (isGone()) break;
    await sleep(50);
  }
  // What it started may outlive it.
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    // The group is gone, which is what is wanted.
    return false;
  }
}

function collect(
  stream: Readable,
  { maxOutputBytes, tooMuch }: { maxOutputBytes: number; tooMuch: () => void },
): () => string {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  stream.on("data", (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxOutputBytes) tooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

/** The last of it: what went wrong stands at the end. */
function keepEnd(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text = (text + chunk).slice(-usualOutputBytes);
  });
  return () => text;
}

/** Hands on whole lines and keeps none of them. */
function eachLine(stream: Readable, onLine: (line: string) => void): () => string {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = (lines.pop() ?? "").slice(0, 10_000);
    for (const line of lines) onLine(line);
  });
  return () => "";
}

async function watchOver(
  watch: () => Promise<AppError | undefined>,
  stop: (reason: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // Rejected when the program is over, which ends the watch.
    await sleep(watchMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    // A look that fails ends the program too: nobody else waits for it yet, and it must not end this process.
    const problem = await watch().catch((error: unknown) => error);
    if (problem) stop(problem);
  }
}
