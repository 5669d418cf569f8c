import { eq, ne } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { backoff } from "#lib/jobs/backoff.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { type Outcome, settleJobs } from "#lib/jobs/settle.ts";
import type { OverridesByProvider } from "#lib/providers/open.ts";
import { executeJob, holdJob } from "./execute.ts";
import { handlers } from "./handlers/index.ts";

/** The jobs whose providers' answers are struck. */
export type EnrichType = "movie.enrich" | "series.enrich";
export type Done = {
  outcome: Outcome;
  /** What the job left behind in the queue, of its own type. */
  retry: typeof jobs.$inferSelect | undefined;
};

/** For tests: one enrichment as the worker does it, from the queue to its end. Empties the queue before, unless it runs `beside` another. */
export async function workOn(
  db: Db,
  {
    type,
    id,
    providers,
    beside = false,
  }: { type: EnrichType; id: number; providers: OverridesByProvider; beside?: boolean },
): Promise<Done> {
  if (!beside) await db.delete(jobs);
  await transaction(db, (tx) =>
    type === "movie.enrich" ? enqueue(tx, type, { movieId: id }) : enqueue(tx, type, { seriesId: id }),
  );
  return workNext(db, type, providers);
}

/** The same for a job that waits: its time has come, and nothing else is in the queue. */
export async function workAgain(
  db: Db,
  { retry, type, providers }: { retry: Done["retry"]; type: EnrichType; providers: OverridesByProvider },
): Promise<Done> {
  if (retry === undefined) throw new Error("There is nothing to run again.");
  await db.delete(jobs).where(ne(jobs.id, retry.id));
  await db.update(jobs).set({ nextRetryAt: null }).where(eq(jobs.id, retry.id));
  return workNext(db, type, providers);
}

async function workNext(db: Db, type: EnrichType, providers: OverridesByProvider): Promise<Done> {
  const [job] = await claimJobs(db, { lane: "providers", limit: 1, workerId: "test" });
  if (job?.type !== type) throw new Error(`The next job is ${job?.type ?? "none"}.`);
  const outcome = await executeJob(db, holdJob(job), { handlers, backoff, providers });
  if (outcome === undefined) throw new Error("The job was lost.");
  await settleJobs(db, [{ jobId: job.jobId, claimNo: job.claimNo, outcome }]);
  const waiting = await db.select().from(jobs).where(eq(jobs.status, "pending"));
  return { outcome, retry: waiting.find((row) => row.type === type) };
}
