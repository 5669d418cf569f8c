import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow, fromNow, skipLocked } from "#db/clock.ts";
import { indexedBy } from "#db/index-hint.ts";
import { execute, rows } from "#db/raw.ts";
import type { LaneName } from "./vocabulary.ts";

/** A job in the hands of a worker. `claimNo` proves that it still is. */
export type ClaimedJob = {
  jobId: number;
  type: string;
  lane: string;
  payload: unknown;
  /** This run included. */
  attempts: number;
  maxAttempts: number;
  claimNo: number;
  priority: number;
  /** Pass it on to what the handler enqueues, so that the run is known to be over only when all of it is. */
  runId: string | null;
  createdBy: number | null;
};

/** Which jobs a worker looks at: all, or those of one run. */
export type QueueScope = { runId?: string | undefined };

const ofRun = ({ runId }: QueueScope): SQL => (runId === undefined ? sql`` : sql` and run_id = ${runId}`);

// Statuses stand in these statements as literals: only then do the engines use the partial indexes.

/**
 * Ready, and nobody does the same right now: two publishes of one film would write the same files. One job of a key
 * waits under it, and it can only be added once the one before runs or has ended, so no two claims can both miss each other.
 * One that went back while its like waited has lost its key, and may run beside it.
 */
const isReady = (lane: SQL, scope: QueueScope): SQL => sql`jobs.lane = ${lane} and jobs.status = 'pending'
  and next_retry is null${ofRun(scope)} and not exists (
    select 1 from jobs twin ${indexedBy("idx_jobs_running_key")}
    where twin.dedupe_key = jobs.dedupe_key and twin.dedupe_key is not null and twin.status = 'running')`;

/**
 * Takes up to `limit` ready jobs of a lane, best priority and oldest first. One statement, so two workers never get
 * the same job, and none waits for another.
 */
export async function claimJobs(
  db: Db,
  { lane, limit, workerId, ...scope }: { lane: LaneName; limit: number; workerId: string } & QueueScope,
): Promise<ClaimedJob[]> {
  const found = await rows<{
    id: number;
    type: string;
    payload: string | null;
    attempts: number;
    max_attempts: number;
    claim_no: number;
    priority: number;
    run_id: string | null;
    created_by: number | null;
  }>(
    db,
    sql`with next as (
          select id from jobs ${indexedBy("idx_jobs_ready")}
          where ${isReady(sql`${lane}`, scope)}
          order by priority, id limit ${limit} ${skipLocked}
        )
        update jobs set status = 'running', attempts = attempts + 1, claim_no = claim_no + 1, worker_id = ${workerId},
          started_at = ${fromNow(0)}, heartbeat_at = ${fromNow(0)}, completed_at = null, progress = 0, progress_note = null
        where id in (select id from next)
        returning id, type, payload, attempts, max_attempts, claim_no, priority, run_id, created_by`,
  );
  return found
    .map((row) => ({
      jobId: row.id,
      type: row.type,
      lane,
      payload: row.payload === null ? {} : JSON.parse(row.payload),
      attempts: row.attempts,
      maxAttempts: row.max_attempts,
      claimNo: row.claim_no,
      priority: row.priority,
      runId: row.run_id,
      createdBy: row.created_by,
    }))
    .sort((a, b) => a.priority - b.priority || a.jobId - b.jobId);
}

export type QueueState = {
  /** Lanes with a job that can run now. */
  ready: LaneName[];
  /** Until the next delayed job is due; 0 or less: it is. Null: none waits. */
  dueInMs: number | null;
};

/** Looks without taking: reads a few index entries whatever the length of the queue. */
export async function peekQueue(db: Db, lanes: readonly LaneName[], scope: QueueScope = {}): Promise<QueueState> {
  const names = sql.join(
    lanes.map((lane) => sql`(cast(${lane} as text))`),
    sql`, `,
  );
  // One look per lane that ends at its first job. In the order of the index, else PostgreSQL reads the table for each lane.
  const found = await rows<{ lane: string | null; due: string | null }>(
    db,
    sql`with lanes (lane) as (values ${names})
        select lane, null as due from lanes where (
          select 1 from jobs ${indexedBy("idx_jobs_ready")} where ${isReady(sql`lanes.lane`, scope)}
          order by jobs.priority, jobs.id limit 1
        ) is not null
        union all
        select null as lane, cast(min(next_retry) as text) as due
        from jobs ${indexedBy("idx_jobs_delayed")} where status = 'pending' and next_retry is not null`,
  );
  const ready = new Set(found.map((row) => row.lane));
  const due = found.find((row) => row.lane === null)?.due;
  return {
    ready: lanes.filter((lane) => ready.has(lane)),
    dueInMs: due ? new Date(due).getTime() - (await databaseNow(db)).getTime() : null,
  };
}

/** Makes delayed jobs whose time has come ready. */
export async function releaseDueJobs(db: Db): Promise<void> {
  await execute(
    db,
    sql`update jobs ${indexedBy("idx_jobs_delayed")} set next_retry = null
        where status = 'pending' and next_retry is not null and next_retry <= ${fromNow(0)}`,
  );
}

/** Whether a run still has jobs that wait or run. */
export async function isRunOpen(db: Db, runId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql`select 1 as open from jobs where run_id = ${runId} and status in ('pending', 'running') limit 1`,
  );
  return found.length > 0;
}
