import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "#lib/errors.ts";
import { diskReason, systemCode } from "./disk-error.ts";
import { type IgnoreRule, systemIgnoreRules } from "./ignore-rules.ts";
import { threadScript } from "./thread-script.ts";

export type WalkedFile = {
  name: string;
  /** Absolute, below the root as it was given. */
  path: string;
  sizeBytes: number;
  /** Whole milliseconds, as the database keeps them. */
  mtimeMs: number;
  /** Reduced to a safe integer where the disk uses 64 bits. */
  inode: number;
  device: number;
};

/** Something a scan cannot or must not use, in words for a person. Costs only itself. */
export type WalkProblem = {
  path: string;
  kind: "unreadable" | "invalid-name" | "link-outside" | "broken-link" | "vanished" | "special-file" | "ignored-root";
  message: string;
};

export type WalkedFolder = {
  /** Absolute, below the root as it was given. */
  path: string;
  /** Below the root, `/` separated; empty for the root itself. */
  relativePath: string;
  device: number;
  inode: number;
  files: WalkedFile[];
  /** Names of the folders in it that are walked too. */
  folders: string[];
  /** Changes with any name, size or time directly inside (fingerprintFolder). */
  fingerprint: string;
  /** False when the folder could not be listed: what it held before is unknown, not gone. */
  isComplete: boolean;
  /** Names that were passed over by a rule; folders end with a slash. */
  ignored: string[];
  /** Temporary files that a stopped process left here; see sweepTemporaryFiles. */
  leftovers: number;
  problems: WalkProblem[];
};

export type WalkOptions = {
  root: string;
  /** Default: systemIgnoreRules. */
  ignore?: readonly IgnoreRule[];
  /** Folders below the root: only these are given, with what lies in them. What says on the way that it is passed over counts. */
  within?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
};

export type RootFacts = { path: string; realPath: string; device: number; inode: number; isEmpty: boolean };

/**
 * Checks that a library root can be walked. Throws AppError `not_found`, `invalid` (a file, a relative path) or `disk`
 * (not readable), each naming the path and what to do.
 */
export async function checkRoot(root: string): Promise<RootFacts> {
  if (!isAbsolute(root))
    throw new AppError("invalid", `${root} is not a full path. Start it with /.`, { field: "path" });
  try {
    const [realPath, facts] = await Promise.all([realpath(root), stat(root)]);
    if (!facts.isDirectory()) throw new AppError("invalid", `${root} is a file. Choose a folder.`, { field: "path" });
    const names = await readdir(root);
    const inode = Number.isSafeInteger(facts.ino) ? facts.ino : facts.ino % Number.MAX_SAFE_INTEGER;
    return { path: root, realPath, device: facts.dev, inode, isEmpty: names.length === 0 };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = systemCode(error) === "ENOENT" ? "not_found" : "disk";
    const hint =
      code === "not_found" ? "it does not exist. Check the path, and that its disk is connected" : diskReason(error);
    throw new AppError(code, `The folder ${root} cannot be read: ${hint}.`, { cause: error, field: "path" });
  }
}

/** Batches that may wait for the reader before the walking thread pauses. */
const maxWaiting = 16;

export type WalkMessage = { folders: WalkedFolder[] } | { done: true } | { failed: string };
export type WalkTask = {
  root: string;
  realRoot: string;
  ignore: readonly IgnoreRule[];
  within: readonly string[] | undefined;
  control: SharedArrayBuffer;
};

/** Places in the control array shared with the thread. */
export const walkControl = { waiting: 0, cancelled: 1, maxWaiting } as const;

/**
 * Walks a library root once, parents before children, and gives batches of folders with their files.
 * Runs in a thread of its own with synchronous calls, which is several times faster than promises on a local disk.
 * Nothing is written; links are never followed (a link inside the library shows a file that is listed anyway).
 * Throws as checkRoot does, and the signal's reason when aborted.
 */
export async function* walkLibrary(options: WalkOptions): AsyncGenerator<WalkedFolder[], void, undefined> {
  options.signal?.throwIfAborted();
  const { realPath } = await checkRoot(options.root);
  const control = new SharedArrayBuffer(8);
  const state = new Int32Array(control);
  const root = options.root.length > 1 ? options.root.replace(/\/+$/, "") : options.root;
  const { ignore = systemIgnoreRules, within } = options;
  const task: WalkTask = { root, realRoot: realPath, ignore, within, control };
  const thread = new Worker(threadScript(import.meta.url, "walk.thread.ts"), { workerData: task });
  const queue: WalkMessage[] = [];
  let wake = () => {};
  const push = (message: WalkMessage) => {
    queue.push(message);
    wake();
  };
  const abort = () => push({ failed: "aborted" });
  thread.on("message", push);
  thread.on("error", (error) => push({ failed: error instanceof Error ? error.message : String(error) }));
  thread.on("exit", () => push({ failed: "the walking thread stopped" }));
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      const message = queue.shift();
      options.signal?.throwIfAborted();
      if (message === undefined) await new Promise<void>((done) => (wake = done));
      else if ("done" in message) return;
      else if ("failed" in message) throw new AppError("disk", `Could not walk ${options.root}: ${message.failed}.`);
      else {
        Atomics.sub(state, walkControl.waiting, 1);
        Atomics.notify(state, walkControl.waiting);
        yield message.folders;
      }
    }
  } finally {
    options.signal?.removeEventListener("abort", abort);
    Atomics.store(state, walkControl.cancelled, 1);
    Atomics.store(state, walkControl.waiting, 0);
    Atomics.notify(state, walkControl.waiting);
    await thread.terminate();
  }
}
