import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { createSettler } from "./settler.ts";

const db = await testDb();

test("an end that comes at the very moment the one before is told does not wait for a third", async () => {
  await transaction(db, async (tx) => {
    await enqueue(tx, "cache.purge", {});
    await enqueue(tx, "jobs.purge", {});
  });
  const claimed = await claimJobs(db, { lane: "system", limit: 10, workerId: "settler" });
  expect(claimed).toHaveLength(2);
  const settler = createSettler(db, { giveUpMs: 10_000 });
  for (const { jobId, claimNo } of claimed) {
    expect(await settler.settle({ jobId, claimNo, outcome: { kind: "completed" } })).toBe(true);
  }
  expect(await db.select({ id: jobs.id }).from(jobs).where(eq(jobs.status, "completed"))).toHaveLength(2);
});
