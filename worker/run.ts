import { setTimeout as sleep } from "node:timers/promises";
import { isRunOpen } from "#lib/jobs/claim.ts";
import { cancelRun } from "#lib/jobs/commands.ts";
import { countRun, type RunCounts } from "#lib/jobs/queries.ts";
import { startWorker, type WorkerOptions } from "./worker.ts";

/** How often the end of a run is looked for once nothing is in hand here. */
const lookEveryMs = 50;

/**
 * Works in this process on the jobs of one run until all of them have ended, also those that wait for a retry and those
 * that another worker took. An abort cancels what is left of the run. Returns how they ended.
 */
export async function runUntilIdle({
  runId,
  signal,
  ...options
}: WorkerOptions & { runId: string; signal?: AbortSignal | undefined }): Promise<RunCounts> {
  const { db } = options;
  if (!signal?.aborted) {
    const worker = await startWorker({ ...options, runId });
    try {
      while (!signal?.aborted) {
        if (worker.size() === 0 && !(await isRunOpen(db, runId))) break;
        await sleep(lookEveryMs);
      }
      if (signal?.aborted) await cancelRun(db, { runId });
    } finally {
      await worker.stop();
    }
  }
  // What was claimed at that very moment was given back meanwhile, and what then still ran may have asked for more.
  if (signal?.aborted) await cancelRun(db, { runId });
  return countRun(db, runId);
}
