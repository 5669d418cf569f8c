import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { jobs, scanRequests } from "#db/schema/index.ts";
import { backoff } from "#lib/jobs/backoff.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { settleJobs } from "#lib/jobs/settle.ts";
import type { LaneName } from "#lib/jobs/vocabulary.ts";
import { executeJob, holdJob } from "./execute.ts";
import { handlers } from "./handlers/index.ts";

/**
 * For tests: does the jobs that wait in these lanes until none is left, as the worker does; what waits for its time comes at
 * once. Returns their types, in the order in which they ended.
 */
export async function workOff(db: Db, lanes: readonly LaneName[] = ["webhooks", "scan"]): Promise<string[]> {
  const done: string[] = [];
  for (let lastCount = -1; lastCount !== done.length; ) {
    lastCount = done.length;
    for (const lane of lanes) {
      await db.update(scanRequests).set({ createdAt: fromNow(-60_000) });
      await db.update(jobs).set({ nextRetryAt: null }).where(sql`status = 'pending'`);
      for (
        let claimed = await claimJobs(db, claim(lane));
        claimed.length > 0;
        claimed = await claimJobs(db, claim(lane))
      ) {
        for (const job of claimed) {
          const outcome = await executeJob(db, holdJob(job), { handlers, backoff });
          if (outcome === undefined) throw new Error("The job was lost.");
          await settleJobs(db, [{ jobId: job.jobId, claimNo: job.claimNo, outcome }]);
          done.push(outcome.kind === "completed" ? job.type : `${job.type} ${outcome.kind}`);
        }
      }
    }
  }
  return done;
}

const claim = (lane: LaneName) => ({ lane, limit: lane === "scan" ? 1 : 100, workerId: "test" });
