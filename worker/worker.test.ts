import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, like, ne, or } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDatabase } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { auditLog, configuration, jobs } from "#db/schema/index.ts";
import { testDb, testTarget } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { cancelJob, retryJob } from "#lib/jobs/commands.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import { Permanent, RetryLater } from "#lib/jobs/outcomes.ts";
import { countJobs, countRun, getJob } from "#lib/jobs/queries.ts";
import { log } from "#lib/log.ts";
import type { Handler } from "./handler.ts";
import { runUntilIdle } from "./run.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

const db = await testDb();
const quick = { backoff: { firstMs: 50, maxMs: 200 }, heartbeatMs: 200 };
const open: Worker[] = [];

async function start(identify: Handler<"movie.identify">, options: Partial<WorkerOptions> = {}): Promise<Worker> {
  const worker = await startWorker({ db, ...quick, handlers: { "movie.identify": identify }, ...options });
  open.push(worker);
  return worker;
}

const add = (movieId: number, options = {}) =>
  transaction(db, (tx) => enqueue(tx, "movie.identify", { movieId }, options));
const statusOf = async (jobId: number) => (await getJob(db, jobId)).status;
const reaches = (jobId: number, status: string, timeout = 10_000) =>
  expect.poll(() => statusOf(jobId), { timeout, interval: 20 }).toBe(status);

/** A handler that waits for its signal. */
const untilAborted: Handler<"movie.identify"> = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(auditLog);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((worker) => worker.stop()));
});

describe("the end of a job", () => {
  test("keeps the result", async () => {
    await start(async ({ payload, job }) => ({ film: payload.movieId, attempt: job.attempts }));
    const jobId = await add(7);
    await reaches(jobId, "completed");
    expect(await getJob(db, jobId)).toMatchObject({
      result: { film: 7, attempt: 1 },
      progress: 100,
      error: null,
      completedAt: expect.any(Date),
    });
  });

  test("R15 a poison job ends failed with its error after its attempts, and others go on", async () => {
    const others = Array.from({ length: 50 }, (_, index) => ({ movieId: index + 2 }));
    let poisoned = 0;
    await start(async ({ payload }) => {
      if (payload.movieId !== 1) return;
      poisoned += 1;
      throw new Error("the film burns", { cause: new Error("nitrate") });
    });
    const jobId = await add(1);
    await transaction(db, (tx) => enqueueMany(tx, "movie.identify", others, { runId: "others" }));
    await reaches(jobId, "failed");
    expect(poisoned).toBe(3);
    expect(await getJob(db, jobId)).toMatchObject({ attempts: 3, error: "the film burns. Cause: nitrate" });
    await expect.poll(() => countRun(db, "others")).toMatchObject({ completed: 50 });
  });

  test("Permanent fails at once", async () => {
    await start(async () => {
      throw new Permanent("No provider knows this film.");
    });
    const jobId = await add(1);
    await reaches(jobId, "failed");
    expect(await getJob(db, jobId)).toMatchObject({ attempts: 1, error: "No provider knows this film." });
  });

  test("RetryLater gives the attempt back", async () => {
    let calls = 0;
    await start(async () => {
      calls += 1;
      if (calls < 7) throw new RetryLater({ delayMs: 20, reason: "tmdb says not now" });
    });
    const jobId = await add(1);
    await reaches(jobId, "completed");
    expect(calls).toBe(7);
    expect(await getJob(db, jobId)).toMatchObject({ attempts: 1, error: null });
  });

  test("a failed job is tried again when a person says so", async () => {
    let fail = true;
    await start(async () => {
      if (fail) throw new Permanent("no");
    });
    const jobId = await add(1);
    await reaches(jobId, "failed");
    fail = false;
    expect(await retryJob(db, { jobId })).toBe(jobId);
    await reaches(jobId, "completed");
    await expect(retryJob(db, { jobId })).rejects.toThrow(`Job ${jobId} is done`);
  });

  test("a job of an unknown type or with a foreign payload fails with a reason", async () => {
    const values = { lane: "providers", payload: {}, maxAttempts: 3 };
    const [strange] = await db
      .insert(jobs)
      .values({ ...values, type: "movie.dance" })
      .returning();
    const [foreign] = await db
      .insert(jobs)
      .values({ ...values, type: "movie.identify" })
      .returning();
    // Nobody rings for rows that are written by hand: a worker that starts looks by itself.
    await start(async () => undefined);
    await reaches(strange?.id ?? 0, "failed");
    await reaches(foreign?.id ?? 0, "failed");
    expect((await getJob(db, strange?.id ?? 0)).error).toContain("movie.dance");
    expect((await getJob(db, foreign?.id ?? 0)).error).toContain("does not fit");
  });

  test("a retry makes room for a job with the same key that was added meanwhile", async () => {
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    let calls = 0;
    await start(async () => {
      calls += 1;
      if (calls > 1) return;
      started.resolve();
      await go.promise;
      throw new Error("first time");
    });
    const first = await add(1);
    await started.promise;
    const second = await add(1, { delayMs: 100 });
    go.resolve();
    await reaches(first, "completed");
    await reaches(second, "completed");
  });
});

test("two jobs of one kind never run at the same time", async () => {
  const events: string[] = [];
  const go = Promise.withResolvers<void>();
  let count = 0;
  await start(async ({ payload: { movieId } }) => {
    count += 1;
    const name = `film ${movieId}, run ${count}`;
    events.push(`begin ${name}`);
    if (movieId === 1) await go.promise;
    events.push(`end ${name}`);
  });
  const first = await add(1);
  await reaches(first, "running");
  const second = await add(1);
  const other = await add(2);
  await reaches(other, "completed");
  // The other film ran beside the first, its twin did not.
  expect(events).toEqual(["begin film 1, run 1", "begin film 2, run 2", "end film 2, run 2"]);
  go.resolve();
  await reaches(second, "completed", 3000);
  expect(events.slice(3)).toEqual(["end film 1, run 1", "begin film 1, run 3", "end film 1, run 3"]);
});

describe("cancelling", () => {
  test("a waiting job never runs", async () => {
    const jobId = await add(1);
    expect(await cancelJob(db, { jobId })).toBe("cancelled");
    await start(async () => undefined);
    const other = await add(2);
    await reaches(other, "completed");
    expect(await statusOf(jobId)).toBe("cancelled");
    await expect(cancelJob(db, { jobId })).rejects.toThrow("nothing to cancel");
    await expect(cancelJob(db, { jobId: 999_999 })).rejects.toThrow("There is no job 999999");
  });

  test("a running job is told by its signal", async () => {
    await start(untilAborted);
    const jobId = await add(1);
    await reaches(jobId, "running");
    expect(await cancelJob(db, { jobId })).toBe("stopping");
    await reaches(jobId, "cancelled", 4000);
  });
});

describe("while it runs", () => {
  test("progress reaches the database within two seconds", async () => {
    await start(async (context) => {
      context.progress(40, "12 of 30 folders");
      await untilAborted(context);
    });
    const jobId = await add(1);
    const progress = async () => {
      const job = await getJob(db, jobId);
      return [job.progress, job.progressNote];
    };
    await expect.poll(progress, { timeout: 2000 }).toEqual([40, "12 of 30 folders"]);
    await cancelJob(db, { jobId });
    await reaches(jobId, "cancelled");
  });

  test("R14 a handler that lost its job cannot write, and its end is not kept", async () => {
    const started = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    await start(async ({ assertOwned, job }) => {
      if (job.attempts > 1) return { by: "the second" };
      started.resolve();
      await go.promise;
      const late = transaction(db, async (tx) => {
        await assertOwned(tx);
        await tx.insert(auditLog).values({ action: "late.write" });
      });
      late.catch(ended.resolve);
      await late;
    });
    const jobId = await add(1);
    await started.promise;
    // As a sweep does when the lease is over.
    await db.update(jobs).set({ status: "pending" }).where(eq(jobs.id, jobId));
    await reaches(jobId, "completed");
    go.resolve();
    expect(String(await ended.promise)).toContain("given to another worker");
    expect(await db.select().from(auditLog)).toEqual([]);
    expect(await getJob(db, jobId)).toMatchObject({ status: "completed", result: { by: "the second" }, attempts: 2 });
  });

  test("R14 a job whose worker is silent for a lease is given to another", async () => {
    const jobId = await add(1);
    await db
      .update(jobs)
      .set({ status: "running", claimNo: 1, attempts: 1, workerId: "elsewhere/1/2/x", heartbeatAt: new Date(0) })
      .where(eq(jobs.id, jobId));
    await start(async () => undefined);
    await reaches(jobId, "completed");
    expect(await getJob(db, jobId)).toMatchObject({ attempts: 2 });
  });

  test("R15 a job that takes its worker down every time ends failed", async () => {
    const jobId = await add(1);
    await db
      .update(jobs)
      .set({ status: "running", claimNo: 9, attempts: 3, workerId: "elsewhere/1/2/x", heartbeatAt: new Date(0) })
      .where(eq(jobs.id, jobId));
    await start(async () => undefined);
    await reaches(jobId, "failed");
    expect((await getJob(db, jobId)).error).toContain("The worker stopped while it ran this job, 3 times");
  });
});

describe("stopping", () => {
  test("R25 a worker that stops lets a running job end", async () => {
    const worker = await start(async () => {
      await sleep(300);
    });
    const jobId = await add(1);
    await reaches(jobId, "running");
    await worker.stop();
    expect(await statusOf(jobId)).toBe("completed");
  });

  test("R25 what does not end in time is given back with its attempt", async () => {
    const worker = await start(untilAborted, { drainMs: 50 });
    const jobId = await add(1);
    await reaches(jobId, "running");
    await worker.stop();
    expect(await getJob(db, jobId)).toMatchObject({ status: "pending", attempts: 0 });
    await start(async () => undefined);
    await reaches(jobId, "completed");
  });

  test("R25 a handler that outlives its worker writes nothing any more", async () => {
    const opened = openDatabase(await testTarget());
    const [begun, go, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), vi.fn()];
    await transaction(opened.db, (tx) => enqueue(tx, "movie.identify", { movieId: 1 }));
    const stubborn = await startWorker({
      ...{ db: opened.db, drainMs: 0, onSettled: over },
      handlers: {
        "movie.identify": async () => {
          begun.resolve();
          await go.promise;
        },
      },
    });
    await begun.promise;
    await stubborn.stop();
    const said = over.mock.calls.length;
    await opened.close();
    const errors = vi.spyOn(log, "error");
    go.resolve();
    // Its end is looked at within this turn.
    await sleep(50);
    expect([said, over.mock.calls.length, errors.mock.calls.length]).toEqual([1, 1, 0]);
    errors.mockRestore();
  });
});

describe("many", () => {
  test("R13 four workers do a thousand jobs, each exactly once", async () => {
    const payloads = Array.from({ length: 1000 }, (_, index) => ({ movieId: index + 1 }));
    await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads, { runId: "all" }));
    const effect: Handler<"movie.identify"> = ({ payload, job, assertOwned }) =>
      transaction(db, async (tx) => {
        await assertOwned(tx);
        await tx.insert(auditLog).values({ action: "effect", entityId: payload.movieId, userId: job.jobId });
      });
    await Promise.all(Array.from({ length: 4 }, () => start(effect)));
    await expect.poll(() => countRun(db, "all"), { timeout: 60_000, interval: 100 }).toMatchObject({ completed: 1000 });
    const effects = await db.select({ movieId: auditLog.entityId }).from(auditLog);
    expect(effects).toHaveLength(1000);
    expect(new Set(effects.map(({ movieId }) => movieId)).size).toBe(1000);
  }, 90_000);

  // The long tier: processes of their own, as people run them. Each of the 10,000 is followed by another job.
  test.runIf(process.env.FAULTS === "1")(
    "R13 four processes do ten thousand jobs, each exactly once (with FAULTS=1)",
    {
      timeout: 600_000,
    },
    async () => {
      const count = 10_000;
      const payloads = Array.from({ length: count }, (_, index) => ({ movieId: index + 1 }));
      await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads, { runId: "all" }));
      const names = ["first", "second", "third", "fourth"];
      // A lease that no pause of a busy machine outlasts: nobody may have a reason to do a job again.
      const children = names.map((name) => {
        const options = { target: targetOf(db), name, leaseMs: 120_000, heartbeatMs: 2000, workMs: 1 };
        const args = [join(import.meta.dirname, "testing-process.ts"), JSON.stringify(options)];
        return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
      });
      try {
        await expect
          .poll(() => countRun(db, "all"), { timeout: 540_000, interval: 500 })
          .toMatchObject({ completed: 2 * count, pending: 0, running: 0, failed: 0 });
        for (const child of children) {
          child.kill("SIGTERM");
          await once(child, "exit");
        }
      } finally {
        for (const child of children) child.kill("SIGKILL");
      }
      expect(await db.$count(jobs, or(ne(jobs.attempts, 1), ne(jobs.claimNo, 1)))).toBe(0);
      const effects = await db.select().from(configuration).where(like(configuration.key, "effect:%"));
      expect(effects).toHaveLength(count);
      expect(new Set(effects.map(({ value }) => value))).toEqual(new Set(names));
      const published = await db.select().from(auditLog).where(eq(auditLog.action, "published"));
      expect(published).toHaveLength(count);
      expect(new Set(published.map(({ entityId }) => entityId)).size).toBe(count);
    },
  );

  test("a run ends when all that belongs to it has ended, retries and follow-ups too", async () => {
    let failed = false;
    const handlers: WorkerOptions["handlers"] = {
      "movie.identify": async ({ payload, job }) => {
        if (payload.movieId === 2 && !failed) {
          failed = true;
          throw new Error("once");
        }
        await transaction(db, (tx) => enqueue(tx, "movie.publish", payload, { runId: job.runId }));
      },
      "movie.publish": async () => {
        await sleep(50);
      },
    };
    await add(9);
    await add(1, { runId: "mine" });
    await add(2, { runId: "mine" });
    const counts = await runUntilIdle({ db, runId: "mine", handlers, ...quick });
    expect(counts).toMatchObject({ completed: 4, failed: 0, pending: 0, running: 0 });
    expect((await countJobs(db)).pending).toBe(1);
  });

  test("an aborted run is cancelled", async () => {
    const stop = new AbortController();
    await add(1, { runId: "mine" });
    await add(2, { runId: "mine", delayMs: 60_000 });
    setTimeout(() => stop.abort(), 200);
    const handlers = { "movie.identify": untilAborted };
    const counts = await runUntilIdle({ db, runId: "mine", handlers, signal: stop.signal, ...quick });
    expect(counts).toMatchObject({ cancelled: 2, pending: 0, running: 0 });
  });
});
