import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { execute, rows } from "#db/raw.ts";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { onRingHere } from "./bell.ts";
import { claimJobs, peekQueue, releaseDueJobs } from "./claim.ts";
import { enqueue, enqueueMany } from "./enqueue.ts";
import { getJob, listJobs } from "./queries.ts";

const db = await testDb();

const add = (movieId: number, options = {}) =>
  transaction(db, (tx) => enqueue(tx, "movie.identify", { movieId }, options));
const claim = (limit = 10) => claimJobs(db, { lane: "providers", limit, workerId: "a/b/1/c" });

beforeEach(async () => {
  await db.delete(jobs);
  if (dialect === "postgres") await execute(db, sql`delete from pgboss.job`);
});

describe("adding jobs", () => {
  test("a job has what the catalog says", async () => {
    const jobId = await add(7, { createdBy: 3, runId: "r1" });
    expect(await getJob(db, jobId)).toMatchObject({
      type: "movie.identify",
      lane: "providers",
      priority: 5,
      maxAttempts: 3,
      entityType: "movie",
      entityId: 7,
      payload: { movieId: 7 },
      createdBy: 3,
      runId: "r1",
      status: "pending",
      title: "Identify film 7",
      label: "Identify film",
    });
  });

  test("a payload that the catalog refuses is refused with its reason", async () => {
    await expect(add(-1)).rejects.toThrow(/movie\.identify cannot be added\. movieId/);
  });

  test("R13 the same wish twice is one job, with the better priority", async () => {
    const first = await add(1, { priority: 6 });
    expect(await add(1, { priority: 2, runId: "r2" })).toBe(first);
    expect(await add(1, { priority: 9 })).toBe(first);
    expect(await getJob(db, first)).toMatchObject({ priority: 2, runId: "r2" });
    expect((await listJobs(db)).jobs).toHaveLength(1);
  });

  test("the same films are the same wish in whatever order they are named", async () => {
    const probe = (movieIds: number[]) => transaction(db, (tx) => enqueue(tx, "movie.probe", { movieIds }));
    expect(await probe([10, 9, 2])).toBe(await probe([2, 9, 10]));
    expect(await probe([2, 9])).not.toBe(await probe([2, 9, 10]));
  });

  test("a job that runs does not absorb a new wish", async () => {
    const first = await add(1);
    await claim();
    expect(await add(1)).not.toBe(first);
  });

  test("a null key adds the job although the same waits", async () => {
    expect(await add(1)).not.toBe(await add(1, { dedupe: null }));
  });

  test("twenty transactions at once add one job of a key", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => add(5)));
    expect(new Set(ids).size).toBe(1);
  });

  test("a rollback leaves neither job nor bell", async () => {
    const heard: string[] = [];
    const stop = onRingHere((lane) => heard.push(lane));
    const rolledBack = transaction(db, async (tx) => {
      await enqueue(tx, "movie.identify", { movieId: 1 });
      throw new Error("changed my mind");
    });
    await expect(rolledBack).rejects.toThrow("changed my mind");
    expect((await listJobs(db)).jobs).toEqual([]);
    expect(heard).toEqual([]);
    await add(1);
    expect(heard).toEqual(["providers"]);
    stop();
  });

  test.runIf(dialect === "postgres")("at most one bell message waits for each lane", async () => {
    const waiting = () => rows(db, sql`select name from pgboss.job where name like 'lane.%' and state = 'created'`);
    // The first ring of a process only starts what sends.
    await vi.waitFor(async () => {
      await transaction(db, (tx) => enqueue(tx, "library.scan", { libraryId: 1 }));
      expect(await waiting()).toEqual([{ name: "lane.scan" }]);
    }, 20_000);
    await execute(db, sql`delete from pgboss.job`);
    const failed = transaction(db, async (tx) => {
      await enqueue(tx, "movie.publish", { movieId: 1 });
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await waiting()).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, (_, index) => add(index + 1)));
    await transaction(db, (tx) => enqueue(tx, "movie.publish", { movieId: 1 }));
    expect((await waiting()).map(({ name }) => name).sort()).toEqual(["lane.providers", "lane.publish"]);
  });
});

describe("adding many jobs", () => {
  test("adds those that do not wait yet and raises those that do", async () => {
    const first = await add(2, { priority: 8 });
    const payloads = [1, 2, 3, 3].map((movieId) => ({ movieId }));
    const added = await transaction(db, (tx) =>
      enqueueMany(tx, "movie.identify", payloads, { priority: 4, runId: "r" }),
    );
    expect(added).toBe(2);
    expect((await listJobs(db)).jobs.map((job) => job.entityId).sort()).toEqual([1, 2, 3]);
    expect(await getJob(db, first)).toMatchObject({ priority: 4, runId: "r" });
  });

  test("makes those that wait for a retry run now when a person asks, and lets them wait when nobody does", async () => {
    await add(1, { delayMs: 60_000, priority: 1, runId: "r" });
    const ask = (options = {}) =>
      transaction(db, (tx) => enqueueMany(tx, "movie.identify", [{ movieId: 1 }], { priority: 5, ...options }));
    expect([await ask(), await ask({ createdBy: null }), await ask({ createdBy: 9, delayMs: 60_000 })]).toEqual([
      0, 0, 0,
    ]);
    expect(await claim()).toEqual([]);
    expect(await ask({ createdBy: 9 })).toBe(0);
    expect(await claim()).toMatchObject([{ priority: 1, runId: "r" }]);
  });

  test("takes thousands at once, and a delay", async () => {
    const payloads = Array.from({ length: 5000 }, (_, index) => ({ movieId: index + 1 }));
    const added = await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads, { delayMs: 60_000 }));
    expect(added).toBe(5000);
    expect(await claim()).toEqual([]);
    const { ready, dueInMs } = await peekQueue(db, ["providers", "publish"]);
    expect(ready).toEqual([]);
    expect(dueInMs).toBeGreaterThan(50_000);
  });

  test("of nothing adds nothing", async () => {
    expect(await transaction(db, (tx) => enqueueMany(tx, "movie.identify", []))).toBe(0);
  });
});

describe("the order of the queue", () => {
  test("is priority, then age", async () => {
    await add(1, { priority: 7 });
    await add(2, { priority: 3 });
    await add(3, { priority: 3 });
    expect((await claim()).map((job) => job.payload)).toEqual([{ movieId: 2 }, { movieId: 3 }, { movieId: 1 }]);
  });

  test("a delayed job waits until it is due", async () => {
    const jobId = await add(1, { delayMs: 300 });
    expect(await claim()).toEqual([]);
    await expect
      .poll(async () => (await peekQueue(db, ["providers"])).dueInMs, { timeout: 5000 })
      .toBeLessThanOrEqual(0);
    await releaseDueJobs(db);
    expect((await peekQueue(db, ["providers"])).ready).toEqual(["providers"]);
    expect((await claim()).map((job) => job.jobId)).toEqual([jobId]);
  });

  test("a person's wish makes a delayed job run now", async () => {
    await add(1, { delayMs: 60_000 });
    await add(1, { createdBy: 9 });
    expect(await claim()).toHaveLength(1);
  });

  test("a worker of one run takes only its jobs", async () => {
    await add(1);
    const mine = await add(2, { runId: "mine" });
    const claimed = await claimJobs(db, { lane: "providers", limit: 5, workerId: "a/b/1/c", runId: "mine" });
    expect(claimed.map((job) => job.jobId)).toEqual([mine]);
    expect((await peekQueue(db, ["providers"], { runId: "mine" })).ready).toEqual([]);
  });

  test("R13 parallel claims never share a job", async () => {
    const payloads = Array.from({ length: 300 }, (_, index) => ({ movieId: index + 1 }));
    await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads));
    const batches = await Promise.all(Array.from({ length: 30 }, () => claim(10)));
    const ids = batches.flat().map((job) => job.jobId);
    expect(ids).toHaveLength(300);
    expect(new Set(ids).size).toBe(300);
  });
});
