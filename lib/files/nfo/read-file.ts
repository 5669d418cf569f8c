import { createThreadPool, sharedPool } from "../thread-pool.ts";
import { threadScript } from "../thread-script.ts";
import type { NfoDocument } from "./types.ts";

export type NfoFile = {
  path: string;
  sizeBytes: number;
  /** Whole milliseconds. */
  mtimeMs: number;
  /** Of the bytes as they lie on the disk. */
  sha256: string;
  document: NfoDocument;
};

const pool = () =>
  sharedPool<{ path: string }, NfoFile>("nfo", () =>
    createThreadPool({
      script: threadScript(import.meta.url, "read.thread.ts"),
      timeoutMs: 10_000,
      describe: ({ path }) => path,
    }),
  );

/**
 * Reads and parses one NFO file in a thread. `path` is trusted to lie in a library; a link is not followed.
 * Throws AppError `too_large` (over 1 MB) or `disk` naming the file; faults inside are the document's warnings.
 */
export function readNfoFile(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<NfoFile> {
  return pool().run({ path }, options);
}

/** Stops the threads, as the last act of a process. */
export function closeNfoReader(): Promise<void> {
  return pool().close();
}
