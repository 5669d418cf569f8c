import { afterEach, describe, expect, test } from "vitest";
import type { OddTask } from "./testing/odd-tasks.thread.ts";
import { createThreadPool, sharedPool, type ThreadPool } from "./thread-pool.ts";
import { threadScript } from "./thread-script.ts";

const pools: ThreadPool<OddTask, number>[] = [];

function makePool(
  options: { size?: number; timeoutMs?: number; maxHeapMb?: number } = {},
): ThreadPool<OddTask, number> {
  const pool = createThreadPool<OddTask, number>({
    script: threadScript(import.meta.url, "testing/odd-tasks.thread.ts"),
    size: 2,
    timeoutMs: 10_000,
    describe: (task) => `Task ${task.value}`,
    ...options,
  });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

describe("a pool of threads", () => {
  test("answers a thousand tasks with two threads, each with its own answer", async () => {
    const pool = makePool();
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, value) => pool.run({ do: "double", value })));
    expect(answers).toEqual(Array.from({ length: 1_000 }, (_, value) => value * 2));
  });

  test("hands on errors, an AppError with its code and details", async () => {
    const pool = makePool();
    await expect(pool.run({ do: "throw" })).rejects.toMatchObject({ message: "plain" });
    await expect(pool.run({ do: "refuse" })).rejects.toMatchObject({
      code: "too_large",
      message: "too much",
      field: "size",
      details: { sizeBytes: 5 },
    });
  });

  test.each(["crash", "exit"] as const)("S23: a task that makes its thread %s costs only itself", async (act) => {
    const pool = makePool({ size: 1 });
    const [bad, good] = await Promise.allSettled([
      pool.run({ do: act, value: 7 }),
      pool.run({ do: "double", value: 2 }),
    ]);
    expect(bad).toMatchObject({ status: "rejected", reason: { code: "unsupported" } });
    expect(bad.status === "rejected" && bad.reason.message).toContain("Task 7 made its reader crash");
    expect(good).toMatchObject({ value: 4 });
  });

  test("S23: a task that hangs is given up in time, and its thread replaced", async () => {
    const pool = makePool({ size: 1, timeoutMs: 1_000 });
    const [bad, good] = await Promise.allSettled([
      pool.run({ do: "hang", value: 7 }),
      pool.run({ do: "double", value: 2 }),
    ]);
    expect(bad).toMatchObject({
      reason: { message: "Task 7 took longer than 1 seconds to read, so it is passed over." },
    });
    expect(good).toMatchObject({ value: 4 });
  });

  test("S23: a task that fills the memory costs only itself", async () => {
    const pool = makePool({ size: 1, maxHeapMb: 64 });
    await expect(pool.run({ do: "fill", value: 7 })).rejects.toMatchObject({ code: "unsupported" });
    expect(await pool.run({ do: "double", value: 2 })).toBe(4);
  });

  test("stops a running task and forgets a waiting one when they are cancelled", async () => {
    const pool = makePool({ size: 1 });
    const stop = new AbortController();
    const running = pool.run({ do: "hang" }, { signal: stop.signal });
    const waiting = pool.run({ do: "double", value: 1 }, { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    await expect(waiting).rejects.toThrow("enough");
    await expect(pool.run({ do: "double" }, { signal: stop.signal })).rejects.toThrow("enough");
    expect(await pool.run({ do: "double", value: 4 })).toBe(8);
  });

  test("refuses what is still waiting when it is closed", async () => {
    const pool = makePool({ size: 1 });
    const tasks = [pool.run({ do: "sleep", value: 5_000 }), pool.run({ do: "double" })];
    const settled = Promise.allSettled(tasks);
    await pool.close();
    for (const task of await settled) expect(task).toMatchObject({ reason: { code: "cancelled" } });
  });

  test("is one for each name in a process", () => {
    expect(sharedPool("test", makePool)).toBe(sharedPool("test", makePool));
  });
});
