import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { indexedBy } from "#db/index-hint.ts";
import { rows } from "#db/raw.ts";
import { jobs } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { announceJobs, ring } from "./bell.ts";
import { type JobStatus, laneNames } from "./vocabulary.ts";

const statusWords = {
  pending: "waits",
  running: "runs",
  completed: "is done",
  failed: "has failed",
  cancelled: "was cancelled",
} as const satisfies Record<JobStatus, string>;

/**
 * Cancels a job. One that waits is cancelled at once; one that runs is told to stop and ends within seconds.
 * Throws AppError not_found, or conflict when it has ended.
 */
export async function cancelJob(db: Db, { jobId }: { jobId: number }): Promise<"cancelled" | "stopping"> {
  return transaction(db, async (tx) => {
    const status = await lockJob(tx, jobId);
    if (status !== "pending" && status !== "running") {
      throw new AppError("conflict", `Job ${jobId} ${statusWords[status]}, so there is nothing to cancel.`);
    }
    await cancelWhere(tx, eq(jobs.id, jobId));
    return status === "pending" ? "cancelled" : "stopping";
  });
}

/** Cancels all that is left of a run. Returns how many jobs that were. */
export async function cancelRun(db: Db, { runId }: { runId: string }): Promise<number> {
  return transaction(db, (tx) => cancelWhere(tx, eq(jobs.runId, runId)));
}

/** Cancels the jobs that wait and tells those that run to stop. Returns how many that were. */
export async function cancelWhere(tx: Tx, condition: SQL | undefined): Promise<number> {
  const waiting = await tx
    .update(jobs)
    .set({ status: "cancelled", completedAt: fromNow(0), nextRetryAt: null })
    .where(and(condition, eq(jobs.status, "pending")))
    .returning({ jobId: jobs.id });
  const running = await tx
    .update(jobs)
    .set({ cancelRequestedAt: fromNow(0) })
    .where(and(condition, eq(jobs.status, "running"), isNull(jobs.cancelRequestedAt)))
    .returning({ jobId: jobs.id });
  await announceJobs(tx);
  return waiting.length + running.length;
}

/**
 * Runs a failed or cancelled job again, with all its attempts, or a waiting one now. When the same job waits already, that
 * one is enough and its id is returned. Throws AppError not_found, or conflict when it runs or is done.
 */
export async function retryJob(db: Db, { jobId }: { jobId: number }): Promise<number> {
  return transaction(db, async (tx) => {
    const status = await lockJob(tx, jobId);
    if (status === "running" || status === "completed") {
      throw new AppError("conflict", `Job ${jobId} ${statusWords[status]}, so it is not tried again.`);
    }
    const [job] = await tx.select({ dedupeKey: jobs.dedupeKey }).from(jobs).where(eq(jobs.id, jobId));
    const same = await findWaiting(tx, job?.dedupeKey ? [job.dedupeKey] : []);
    const [other] = same.values();
    if (other !== undefined && other !== jobId) return other;
    await revive(tx, [jobId]);
    return jobId;
  });
}

/** At most so many jobs are revived at once. */
const reviveLimit = 1000;

/** Tries failed jobs again, the newest thousand at most; one of a kind, and none whose like waits already. Returns how many. */
export async function retryFailed(db: Db, { runId }: { runId?: string } = {}): Promise<number> {
  return transaction(db, async (tx) => {
    const failed = await tx
      .select({ jobId: jobs.id, dedupeKey: jobs.dedupeKey })
      .from(jobs)
      .where(and(eq(jobs.status, "failed"), runId === undefined ? undefined : eq(jobs.runId, runId)))
      .orderBy(desc(jobs.id))
      .limit(reviveLimit);
    const keys = failed.flatMap(({ dedupeKey }) => (dedupeKey === null ? [] : [dedupeKey]));
    const taken = new Set((await findWaiting(tx, keys)).keys());
    const wanted = failed.filter(({ dedupeKey }) => {
      if (dedupeKey === null) return true;
      return !taken.has(dedupeKey) && taken.add(dedupeKey);
    });
    await revive(
      tx,
      wanted.map(({ jobId }) => jobId),
    );
    return wanted.length;
  });
}

/** The jobs that wait under these keys: key → id. */
export async function findWaiting(tx: Tx, keys: string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const found = await rows<{ id: number; dedupe_key: string }>(
    tx,
    sql`select id, dedupe_key from jobs ${indexedBy("jobs_dedupe_unique")} where status = 'pending'
        and dedupe_key is not null and dedupe_key in (${sql.join(
          keys.map((key) => sql`${key}`),
          sql`, `,
        )})`,
  );
  return new Map(found.map((row) => [row.dedupe_key, row.id]));
}

/** Lets ended jobs wait again, with all their attempts. No other job may wait under the same key. */
export async function revive(tx: Tx, jobIds: number[]): Promise<void> {
  if (jobIds.length === 0) return;
  const revived = await tx
    .update(jobs)
    .set({
      status: "pending",
      attempts: 0,
      nextRetryAt: null,
      completedAt: null,
      cancelRequestedAt: null,
      progress: 0,
      progressNote: null,
    })
    .where(inArray(jobs.id, jobIds))
    .returning({ lane: jobs.lane });
  const lanes = new Set(revived.map(({ lane }) => lane));
  for (const lane of laneNames) if (lanes.has(lane)) await ring(tx, lane);
}

/** The status, held until the transaction ends: a worker that wants the job waits that long. */
async function lockJob(tx: Tx, jobId: number): Promise<JobStatus> {
  const [found] = await tx
    .update(jobs)
    .set({ priority: sql`priority` })
    .where(eq(jobs.id, jobId))
    .returning({ status: jobs.status });
  if (!found) throw new AppError("not_found", `There is no job ${jobId}. Jobs leave the history after some time.`);
  return found.status;
}
