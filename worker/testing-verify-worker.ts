import { type DatabaseOptions, openDatabase } from "#db/client.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { backoff } from "#lib/jobs/backoff.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { settleJobs } from "#lib/jobs/settle.ts";
import { executeJob, holdJob } from "./execute.ts";
import { libraryVerify } from "./handlers/library-verify.ts";
import { verifyRepair } from "./handlers/verify-repair.ts";
import { createWorkerId } from "./worker-id.ts";

/**
 * Works on one run of verifying in a process of its own, for tests that kill it: node worker/testing-verify-worker.ts TARGET RUN.
 * Without the lanes and the other handlers of a worker, which take seconds to load.
 */
const [, , target = "{}", runId = ""] = process.argv;
const options: DatabaseOptions = JSON.parse(target);
const { db, close } = openDatabase(options);
const workerId = createWorkerId();
const handlers = { "library.verify": libraryVerify, "verify.repair": verifyRepair };
for (;;) {
  const [slice] = await claimJobs(db, { lane: "verify", limit: 1, workerId, runId });
  const [job = slice] = slice ? [] : await claimJobs(db, { lane: "publish", limit: 1, workerId, runId });
  if (!job) break;
  const outcome = await executeJob(db, holdJob(job), { handlers, backoff });
  failpoint("verify.ended");
  if (outcome) await settleJobs(db, [{ jobId: job.jobId, claimNo: job.claimNo, outcome }]);
}
await close();
process.exit(0);
