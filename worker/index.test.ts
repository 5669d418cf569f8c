import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { targetOf } from "#db/handle.ts";
import { jobs, schedules } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { listWorkers } from "#lib/jobs/presence.ts";
import { getJob } from "#lib/jobs/queries.ts";

const db = await testDb();
const target = targetOf(db);
const environment = {
  ...process.env,
  LOG_LEVEL: "warn",
  ...(target.type === "sqlite" ? { DATA_DIR: target.dataDir } : { DATABASE_URL: target.url }),
};

test("R25 the worker process does jobs and schedules, says that it is there, and ends in order", async () => {
  const script = fileURLToPath(new URL("./index.ts", import.meta.url));
  const worker = spawn(process.execPath, [script], { env: environment, stdio: ["ignore", "inherit", "inherit"] });
  try {
    await expect.poll(() => listWorkers(db), { timeout: 20_000 }).toMatchObject([{ isPresent: true, jobsInHand: 0 }]);
    const jobId = await transaction(db, (tx) => enqueue(tx, "jobs.purge", {}));
    await expect.poll(async () => (await getJob(db, jobId)).status, { timeout: 10_000 }).toBe("completed");
    expect(await db.select().from(schedules).where(eq(schedules.name, "system.backup"))).toHaveLength(1);
    expect(await db.select().from(jobs)).toHaveLength(1);
  } finally {
    worker.kill("SIGTERM");
  }
  const [code] = await once(worker, "exit");
  expect(code).toBe(0);
  expect(await listWorkers(db)).toEqual([]);
}, 60_000);
