import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "./enqueue.ts";
import { endPresence, listWorkers, recordPresence } from "./presence.ts";
import { getJob } from "./queries.ts";
import { watchJobs } from "./watch.ts";

const db = await testDb();
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

test("a page hears within two seconds what a worker in another process does", async () => {
  const options = { target: targetOf(db), name: "there", leaseMs: 5000, heartbeatMs: 1000, workMs: 300 };
  const script = fileURLToPath(new URL("../../worker/testing-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout, "data");
  const seen: { status: string; atMs: number }[] = [];
  let jobId = 0;
  const stop = watchJobs(db, async () => {
    if (jobId === 0) return;
    const { status } = await getJob(db, jobId);
    if (seen.at(-1)?.status !== status) seen.push({ status, atMs: Date.now() });
  });
  jobId = await transaction(db, (tx) => enqueue(tx, "movie.enrich", { movieId: 1 }));
  await expect.poll(() => seen.at(-1)?.status, { timeout: 15_000, interval: 20 }).toBe("completed");
  const { completedAt, startedAt } = await getJob(db, jobId);
  const running = seen.find(({ status }) => status === "running");
  // A short run may be over before anybody looks.
  if (running) expect(running.atMs - (startedAt?.getTime() ?? 0)).toBeLessThan(2000);
  expect((seen.at(-1)?.atMs ?? 0) - (completedAt?.getTime() ?? 0)).toBeLessThan(2000);
  stop();
});

test("listeners share one watcher, and none hears anything after its end", async () => {
  let first = 0;
  let second = 0;
  const stops = [watchJobs(db, () => void first++), watchJobs(db, () => void second++)];
  await transaction(db, (tx) => enqueue(tx, "movie.publish", { movieId: 1 }));
  await expect.poll(() => Math.min(first, second), { timeout: 3000 }).toBeGreaterThan(0);
  for (const stop of stops) stop();
  const heard = first + second;
  let third = 0;
  const stop = watchJobs(db, () => void third++);
  await transaction(db, (tx) => enqueue(tx, "movie.publish", { movieId: 2 }));
  await expect.poll(() => third, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
  stop();
  expect(first + second).toBe(heard);
});

test("a watch that cannot start is tried again while somebody listens, and then tells what was missed", async () => {
  let tries = 0;
  let heard = 0;
  let closed = 0;
  const open = async () => {
    tries += 1;
    if (tries < 3) throw new Error("The database restarts.");
    return { close: async () => void closed++ };
  };
  const stop = watchJobs(db, () => void heard++, { open, retryMs: 1 });
  await expect.poll(() => heard).toBe(1);
  expect(tries).toBe(3);
  stop();
  await expect.poll(() => closed).toBe(1);
});

test("a watch that cannot start is given up when nobody listens any more, and the next listener has a new one", async () => {
  let tries = 0;
  const open = async () => {
    tries += 1;
    throw new Error("The database is away.");
  };
  const stop = watchJobs(db, () => {}, { open, retryMs: 600_000 });
  stop();
  let heard = 0;
  const stopNext = watchJobs(db, () => void heard++);
  await transaction(db, (tx) => enqueue(tx, "movie.publish", { movieId: 3 }));
  await expect.poll(() => heard, { timeout: 3000 }).toBeGreaterThan(0);
  expect(tries).toBe(1);
  stopNext();
});

test("the health page knows which workers are there", async () => {
  const presence = { workerId: "here/1/2/x", startedAt: new Date().toISOString(), jobsInHand: 3 };
  await recordPresence(db, presence);
  await recordPresence(db, { ...presence, jobsInHand: 4 });
  expect(await listWorkers(db)).toMatchObject([{ workerId: "here/1/2/x", jobsInHand: 4, isPresent: true }]);
  await endPresence(db, presence.workerId);
  expect(await listWorkers(db)).toEqual([]);
});
