import type { Db } from "#db/client.ts";
import { announceJobs } from "#lib/jobs/bell.ts";
import { findCancelRequests, renewLeases, writeProgress } from "#lib/jobs/lease.ts";
import { JobAborted } from "#lib/jobs/outcomes.ts";
import { log } from "#lib/log.ts";
import type { HeldJob } from "./execute.ts";

/** Once a second: progress is written, wishes to cancel are seen, pages are told. */
export const beatMs = 1000;

export type Beat = {
  /** Pages are told at the next beat. */
  changed(): void;
  beat(): Promise<void>;
};

/** What has to be done every second and every heartbeat for the jobs in hand. */
export function createBeat(db: Db, held: Map<number, HeldJob>, { heartbeatMs }: { heartbeatMs: number }): Beat {
  let isChanged = false;
  let renewedAt = performance.now();

  const leases = () => [...held.values()].map(({ job }) => ({ jobId: job.jobId, claimNo: job.claimNo }));

  function abortCancelled(ids: Set<number>): void {
    for (const id of ids) {
      held.get(id)?.controller.abort(new JobAborted("cancelled", "Somebody cancelled the job."));
    }
  }

  async function renew(): Promise<void> {
    const mine = leases();
    const { held: still, cancelled } = await renewLeases(db, mine);
    renewedAt = performance.now();
    for (const { jobId, claimNo } of mine) {
      const lost = still.has(jobId) ? undefined : held.get(jobId);
      // It may have ended, and been claimed again, while the statement ran.
      if (lost?.job.claimNo !== claimNo) continue;
      lost.controller.abort(
        new JobAborted("lost", "Another worker has the job, because this one was silent for too long."),
      );
    }
    abortCancelled(cancelled);
  }

  async function saveProgress(): Promise<void> {
    for (const { job, unsaved } of [...held.values()]) {
      const current = held.get(job.jobId);
      if (!unsaved || !current) continue;
      current.unsaved = undefined;
      await writeProgress(db, job, unsaved);
      isChanged = true;
    }
  }

  return {
    changed: () => {
      isChanged = true;
    },
    async beat() {
      try {
        if (held.size > 0) {
          if (performance.now() - renewedAt >= heartbeatMs) await renew();
          else abortCancelled(await findCancelRequests(db, leases()));
          await saveProgress();
        } else renewedAt = performance.now();
        if (isChanged) {
          isChanged = false;
          await announceJobs(db);
        }
      } catch (error) {
        // The next beat tries again; when none gets through for a whole lease, the jobs are given to others.
        log.warn({ err: error }, "The database did not take this worker's heartbeat");
      }
    },
  };
}
