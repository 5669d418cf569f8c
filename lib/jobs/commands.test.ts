import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { cancelRun, retryFailed, retryJob } from "./commands.ts";
import { enqueue } from "./enqueue.ts";
import { countRun, listJobs, listRunningJobs } from "./queries.ts";

const db = await testDb();
const add = (movieId: number, options = {}) =>
  transaction(db, (tx) => enqueue(tx, "movie.identify", { movieId }, options));
const fail = (jobId: number) => db.update(jobs).set({ status: "failed", error: "no" }).where(eq(jobs.id, jobId));

beforeEach(async () => {
  await db.delete(jobs);
});

test("retrying a failed job whose like waits already answers with that one", async () => {
  const first = await add(1);
  await fail(first);
  const second = await add(1);
  expect(await retryJob(db, { jobId: first })).toBe(second);
  expect((await listJobs(db, { status: ["failed"] })).jobs.map(({ jobId }) => jobId)).toEqual([first]);
});

test("retrying a waiting job makes it run now", async () => {
  const jobId = await add(1, { delayMs: 60_000 });
  expect(await retryJob(db, { jobId })).toBe(jobId);
  expect((await listJobs(db)).jobs[0]?.nextRetryAt).toBeNull();
});

test("all failed jobs are tried again, one of a kind", async () => {
  for (const movieId of [1, 1, 2, 3]) await fail(await add(movieId));
  const waiting = await add(3);
  expect(await retryFailed(db)).toBe(2);
  const { jobs: pending } = await listJobs(db, { status: ["pending"] });
  expect(pending.map(({ entityId }) => entityId).sort()).toEqual([1, 2, 3]);
  expect(pending.some(({ jobId }) => jobId === waiting)).toBe(true);
});

test("what is left of a run is cancelled, and nothing else", async () => {
  const [running, pending] = [await add(1, { runId: "mine" }), await add(2, { runId: "mine" })];
  await add(3, { runId: "other" });
  await db.update(jobs).set({ status: "running", startedAt: new Date() }).where(eq(jobs.id, running));
  expect(await cancelRun(db, { runId: "mine" })).toBe(2);
  expect(await countRun(db, "mine")).toMatchObject({ running: 1, cancelled: 1, pending: 0 });
  expect(await countRun(db, "other")).toMatchObject({ pending: 1 });
  const [live] = await listRunningJobs(db);
  expect(live).toMatchObject({ jobId: running, cancelRequestedAt: expect.any(Date) });
  expect(pending).toBeGreaterThan(running);
});

test("a list goes page by page from the newest", async () => {
  const ids: number[] = [];
  for (let movieId = 1; movieId <= 5; movieId++) ids.push(await add(movieId));
  const first = await listJobs(db, { limit: 2 });
  const second = await listJobs(db, { limit: 2, cursor: first.nextCursor ?? 0 });
  const third = await listJobs(db, { limit: 2, cursor: second.nextCursor ?? 0 });
  const listed = [first, second, third].flatMap((page) => page.jobs.map(({ jobId }) => jobId));
  expect(listed).toEqual(ids.toReversed());
  expect(third.nextCursor).toBeNull();
  expect((await listJobs(db, { entity: { entityType: "movie", entityId: 4 } })).jobs).toHaveLength(1);
  expect((await listJobs(db, { type: "movie.publish" })).jobs).toEqual([]);
});
