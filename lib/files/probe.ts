import { AppError } from "#lib/errors.ts";
import type { MediaProbe } from "./media-probe.ts";
import { extensionOf, unprobedExtensions } from "./media-types.ts";
import { findStreamFile } from "./probe-disc-files.ts";
import { createThreadPool, sharedPool } from "./thread-pool.ts";
import { threadScript } from "./thread-script.ts";

const timeoutMs = 30_000;

const pool = () =>
  sharedPool<{ path: string }, MediaProbe>("probe", () =>
    createThreadPool({
      script: threadScript(import.meta.url, "probe.thread.ts"),
      timeoutMs,
      describe: ({ path }) => path,
    }),
  );

/**
 * Reads the streams of a video in a thread, about 5 ms a file. `path` is trusted to lie in a library; that of a disc's
 * `index.bdmv` or `VIDEO_TS.IFO` stands for the disc. As many files are read at a time as there are cores; the others
 * wait, so who asks for many and awaits them is held back.
 * Throws AppError `unsupported` (no video, or its reader crashed or took 30 s), `conflict` (still being written) or
 * `disk` (unreadable), each naming the file: a failed probe never fails a scan.
 */
export async function probeMedia(
  path: string,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<MediaProbe> {
  if (unprobedExtensions.has(extensionOf(path))) {
    throw new AppError("unsupported", `${path} holds no streams that can be read from outside.`, { details: { path } });
  }
  return pool().run({ path: await findStreamFile(path) }, options);
}

/** Stops the threads, as the last act of a process. */
export function closeProbe(): Promise<void> {
  return pool().close();
}
