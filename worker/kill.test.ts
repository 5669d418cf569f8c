import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq, like } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { auditLog, configuration, jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { lanes } from "#lib/jobs/catalog.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { countRun } from "#lib/jobs/queries.ts";
import { isWorkerGone } from "./worker-id.ts";

/** Jobs of the lane that one worker runs at a time. */
const places = lanes.providers.concurrency;

const db = await testDb();
/** `npm run test:faults` sets FAULTS and takes the full numbers. */
const isLong = process.env.FAULTS === "1";
const testLimitMs = isLong ? 1_800_000 : 200_000;
const children = new Set<ChildProcess>();

function startProcess(name: string, { leaseMs = 2000, workMs = 20 } = {}): ChildProcess {
  const options = { target: targetOf(db), name, leaseMs, heartbeatMs: leaseMs / 5, workMs };
  const script = fileURLToPath(new URL("./testing-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  children.delete(child);
  return child.exitCode;
}

const films = (count: number) => Array.from({ length: count }, (_, index) => ({ movieId: index + 1 }));
const actions = async (action: string) => db.select().from(auditLog).where(eq(auditLog.action, action));

beforeEach(async () => {
  for (const table of [jobs, auditLog, configuration]) await db.delete(table);
});
afterEach(async () => {
  for (const child of children) await end(child, "SIGKILL");
});

test(
  "R1 R13 killing workers in the middle loses no job and doubles no effect",
  async () => {
    const [count, kills] = isLong ? [6000, 50] : [400, 5];
    const all = films(count);
    const start = (name: string) => {
      const child = startProcess(name);
      return { child, ready: once(child.stdout ?? child, "data") };
    };
    // Two at work, and the next one starts meanwhile.
    const workers = ["first", "second", "third"].map(start);
    for (let kill = 0; kill < kills; kill++) {
      await Promise.all(workers.slice(0, 2).map(({ ready }) => ready));
      // A share for each kill: whoever is killed has work in hand.
      const share = all.slice((kill * count) / kills, ((kill + 1) * count) / kills);
      await transaction(db, async (tx) => {
        await enqueueMany(tx, "movie.identify", share, { runId: "all" });
        // More tries than kills: here only the count of effects matters.
        await tx.update(jobs).set({ maxAttempts: 1000 });
      });
      await sleep(Math.random() * 400);
      const victim = workers.shift();
      if (victim) await end(victim.child, "SIGKILL");
      workers.push(start(`after-${kill}`));
    }
    await expect
      .poll(() => countRun(db, "all"), { timeout: 120_000, interval: 200 })
      .toMatchObject({ pending: 0, running: 0, failed: 0, completed: 2 * count });
    expect(await db.select().from(configuration).where(like(configuration.key, "effect:%"))).toHaveLength(count);
    const published = (await actions("published")).map(({ entityId }) => entityId);
    expect(new Set(published).size).toBe(count);
  },
  testLimitMs,
);

test(
  "R14 a worker that was stopped past its lease cannot write when it goes on",
  async () => {
    const rounds = isLong ? 9 : 1;
    const [leaseMs, workMs] = [1200, 500];
    const stalled = startProcess("stalled", { leaseMs, workMs });
    for (let round = 0; round < rounds; round++) {
      const begunBefore = round * places;
      const batch = films(begunBefore + places).slice(begunBefore);
      await transaction(db, (tx) => enqueueMany(tx, "movie.enrich", batch, { runId: "all" }));
      await expect.poll(() => countBegun("stalled"), { timeout: 20_000, interval: 20 }).toBe(begunBefore + places);
      stalled.kill("SIGSTOP");
      const other = startProcess("other", { leaseMs, workMs: 10 });
      // It gets all of them once the lease is over.
      const completed = async () => (await countRun(db, "all")).completed;
      await expect.poll(completed, { timeout: 30_000 }).toBe(begunBefore + places);
      await end(other, "SIGTERM");
      stalled.kill("SIGCONT");
      await sleep(workMs + 500);
    }
    const written = await actions("written");
    expect(written.filter(({ details }) => details?.by === "stalled")).toEqual([]);
    expect(written).toHaveLength(rounds * places);
    expect(new Set(written.map(({ entityId }) => entityId)).size).toBe(rounds * places);
  },
  testLimitMs,
);

async function countBegun(name: string): Promise<number> {
  return (await actions("begun")).filter(({ details }) => details?.by === name).length;
}

test("R25 SIGTERM lets running jobs end and gives back the rest", async () => {
  await transaction(db, (tx) => enqueueMany(tx, "movie.enrich", films(2 * places), { runId: "all" }));
  const worker = startProcess("first", { workMs: 700 });
  await expect.poll(() => countBegun("first"), { timeout: 20_000 }).toBe(places);
  const startedAt = performance.now();
  expect(await end(worker, "SIGTERM")).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  expect(await countRun(db, "all")).toMatchObject({ completed: places, pending: places, running: 0, failed: 0 });
  expect(await actions("written")).toHaveLength(places);
});

test("the jobs of a process of this machine that is gone are known to be free", async () => {
  const child = startProcess("short");
  await once(child.stdout ?? child, "data");
  await transaction(db, (tx) => enqueueMany(tx, "movie.enrich", films(1)));
  await expect.poll(() => countBegun("short"), { timeout: 20_000 }).toBe(1);
  const [job] = await db.select({ workerId: jobs.workerId }).from(jobs);
  expect(isWorkerGone(job?.workerId ?? "")).toBe(false);
  await end(child, "SIGKILL");
  expect(isWorkerGone(job?.workerId ?? "")).toBe(true);
  expect(isWorkerGone(`another-machine/1/${child.pid}/x`)).toBe(false);
});
