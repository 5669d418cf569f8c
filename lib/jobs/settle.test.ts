import { asc } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { type ClaimedJob, claimJobs } from "./claim.ts";
import { enqueueMany } from "./enqueue.ts";
import { findCancelRequests, renewLeases } from "./lease.ts";
import { settleJobs } from "./settle.ts";

const db = await testDb();
beforeEach(() => db.delete(jobs));

async function claimFresh(count: number): Promise<ClaimedJob[]> {
  const payloads = Array.from({ length: count }, (_, index) => ({ movieId: index + 1 }));
  await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads));
  return claimJobs(db, { lane: "providers", limit: count, workerId: "test" });
}

test("a text that no database takes costs nobody the end of a job", async () => {
  const [failed, retried, done, half] = await claimFresh(4);
  if (!failed || !retried || !done || !half) throw new Error("Four jobs were to be claimed.");
  const settled = await settleJobs(db, [
    { ...failed, outcome: { kind: "failed", error: "Unexpected token \0 in the answer" } },
    { ...retried, outcome: { kind: "retry", delayMs: 1000, error: "half \ud83d of a character" } },
    { ...done, outcome: { kind: "completed" } },
    { ...half, outcome: { kind: "completed", result: { problems: [{ message: "\0 and \ud83d" }] } } },
  ]);
  expect(settled.size).toBe(4);
  const rows = await db
    .select({ status: jobs.status, error: jobs.error, result: jobs.result })
    .from(jobs)
    .orderBy(asc(jobs.id));
  expect(rows).toMatchObject([
    { status: "failed", error: "Unexpected token \ufffd in the answer" },
    { status: "pending", error: "half \ufffd of a character" },
    { status: "completed" },
    { status: "completed", result: { problems: [{ message: "\ufffd and \ufffd" }] } },
  ]);
});

test("any number of jobs in hand is kept alive", async () => {
  const held = await claimFresh(1100);
  expect((await renewLeases(db, held)).held.size).toBe(1100);
  expect((await findCancelRequests(db, held)).size).toBe(0);
});

test("heartbeats and ends of the same jobs do not wait for each other in a circle", async () => {
  for (let round = 0; round < 5; round += 1) {
    await db.delete(jobs);
    const held = await claimFresh(100);
    const backwards = held.toReversed();
    const renewing = Promise.all([renewLeases(db, held), renewLeases(db, backwards), renewLeases(db, held)]);
    const result = { films: 1 };
    const ends = [0, 1, 2, 3].map((part) =>
      settleJobs(
        db,
        backwards
          .filter((_, index) => index % 4 === part)
          .map((job) => ({ ...job, outcome: { kind: "completed", result } })),
      ),
    );
    const settled = await Promise.all(ends);
    await renewing;
    expect(settled.map(({ size }) => size)).toEqual([25, 25, 25, 25]);
  }
});
