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

test("that nobody can be told of an end does not keep the job from ending", async () => {
  const jobId = await transaction(db, (tx) => enqueue(tx, "cache.verify", {}));
  const [claimed] = await claimJobs(db, { lane: "media", limit: 1, workerId: "settler" });
  let tries = 0;
  const tell = async () => {
    tries += 1;
    throw new Error("The outbox is broken.");
  };
  const settler = createSettler(db, { giveUpMs: 10_000, tell });
  const outcome = { kind: "failed", error: "no room" } as const;
  expect(await settler.settle({ jobId, claimNo: claimed?.claimNo ?? 0, outcome })).toBe(true);
  expect(tries).toBe(2);
  expect(await db.select({ status: jobs.status }).from(jobs).where(eq(jobs.id, jobId))).toEqual([{ status: "failed" }]);
});
