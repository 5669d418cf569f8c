import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { indexedBy } from "#db/index-hint.ts";
import { rows } from "#db/raw.ts";
import { type Backoff, retryDelayMs } from "#lib/jobs/backoff.ts";
import { announceJobs } from "#lib/jobs/bell.ts";
import { type Outcome, settleJobs, type TellEnded } from "#lib/jobs/settle.ts";
import { log } from "#lib/log.ts";
import { isWorkerGone } from "./worker-id.ts";

type Silent = {
  id: number;
  claim_no: number;
  attempts: number;
  max_attempts: number;
  worker_id: string | null;
  cancel: number;
};

/** One sweep takes at most so many; the next one takes the rest. */
const limit = 500;

/**
 * Takes back the jobs of workers that are dead: silent for a whole lease, or processes of this machine that are gone.
 * A job that took its worker down with it too often has failed. Returns how many were taken back.
 */
export async function sweepLostJobs(
  db: Db,
  { leaseMs, backoff, tell }: { leaseMs: number; backoff: Backoff; tell?: TellEnded | undefined },
): Promise<number> {
  const silent = await findRunning(db, sql`heartbeat_at < ${fromNow(-leaseMs)}`);
  const running = await findRunning(db, sql`heartbeat_at >= ${fromNow(-leaseMs)}`);
  const orphaned = running.filter(({ worker_id }) => worker_id !== null && isWorkerGone(worker_id));
  const taken = new Set([
    ...(await settleJobs(
      db,
      silent.map((job) => settlement(job, backoff)),
      { staleMs: leaseMs, tell },
    )),
    ...(await settleJobs(
      db,
      orphaned.map((job) => settlement(job, backoff)),
      { tell },
    )),
  ]);
  if (taken.size === 0) return 0;
  log.warn({ jobs: [...taken] }, "Jobs were taken back from workers that are gone");
  await announceJobs(db);
  return taken.size;
}

const findRunning = (db: Db, condition: ReturnType<typeof sql>) =>
  rows<Silent>(
    db,
    sql`select id, claim_no, attempts, max_attempts, worker_id,
          case when cancel_requested_at is null then 0 else 1 end as cancel
        from jobs ${indexedBy("idx_jobs_running")} where status = 'running' and ${condition} order by heartbeat_at limit ${limit}`,
  );

function settlement(job: Silent, backoff: Backoff): { jobId: number; claimNo: number; outcome: Outcome } {
  return { jobId: job.id, claimNo: job.claim_no, outcome: outcomeOf(job, backoff) };
}

function outcomeOf(job: Silent, backoff: Backoff): Outcome {
  if (job.cancel === 1) return { kind: "cancelled" };
  const times = job.attempts === 1 ? "once" : `${job.attempts} times`;
  const error = `The worker stopped while it ran this job, ${times} by now. The last one was ${job.worker_id ?? "unknown"}.`;
  if (job.attempts >= job.max_attempts) return { kind: "failed", error };
  // The first crash is most likely not the job's fault: power, an update, a restart.
  return { kind: "retry", delayMs: job.attempts === 1 ? 0 : retryDelayMs(job.attempts, backoff), error };
}
