import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { openSqliteConnection } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { auditLog, jobs, loginAttempts, providerCache, sessions } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { createSession } from "#lib/access/sessions.ts";
import { aUser } from "#lib/access/testing.ts";
import { countAttempt } from "#lib/access/throttle.ts";
import { enqueueUntyped } from "#lib/jobs/enqueue.ts";
import { countRun, listJobs } from "#lib/jobs/queries.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { runUntilIdle } from "../run.ts";

const db = await testDb();
const day = 24 * 3_600_000;
const ago = (days: number) => new Date(Date.now() - days * day);

/** Runs one job and gives its result. */
async function run(type: JobType) {
  const runId = `${type}-${Math.random()}`;
  await transaction(db, (tx) => enqueueUntyped(tx, type, {}, { runId }));
  await runUntilIdle({ db, runId });
  expect(await countRun(db, runId)).toMatchObject({ completed: 1, failed: 0 });
  const [done] = await db.select().from(jobs).where(eq(jobs.runId, runId));
  return done?.result;
}

beforeEach(async () => {
  await db.delete(jobs);
});

test("the history keeps 7 days of what is done and 30 of what failed", async () => {
  const job = (status: "completed" | "failed" | "cancelled" | "pending", days: number) => ({
    type: "movie.publish",
    lane: "publish",
    status,
    completedAt: status === "pending" ? null : ago(days),
    createdAt: ago(days),
    payload: { movieId: days },
    nextRetryAt: status === "pending" ? new Date(Date.now() + day) : null,
  });
  await db
    .insert(jobs)
    .values([
      job("completed", 6),
      job("completed", 8),
      job("cancelled", 8),
      job("failed", 8),
      job("failed", 31),
      job("pending", 99),
    ]);
  expect(await run("jobs.purge")).toMatchObject({ removed: 3, scansRemoved: 0 });
  const left = (await listJobs(db, { type: "movie.publish" })).jobs;
  expect(left.map(({ status, payload }) => [status, payload?.movieId])).toEqual([
    ["pending", 99],
    ["failed", 8],
    ["completed", 6],
  ]);
});

test("answers of providers that have been old for long are removed", async () => {
  const answer = (days: number) => ({
    provider: "tmdb",
    requestKey: `GET /${days}`,
    status: 200,
    expiresAt: ago(days),
  });
  await db.insert(providerCache).values([answer(-1), answer(1), answer(400)]);
  expect(await run("cache.purge")).toMatchObject({ removed: 1 });
  expect(await db.select().from(providerCache)).toHaveLength(2);
});

test.runIf(dialect === "sqlite")("R20 a backup is a whole database, and seven are kept", async () => {
  await db.insert(auditLog).values({ action: "before.backup" });
  const target = targetOf(db);
  const folder = join(target.type === "sqlite" ? target.dataDir : "", "backups");
  const result = await run("system.backup");
  const name = String(result?.file);
  expect(result).toMatchObject({ sizeBytes: expect.any(Number), deleted: [] });
  const copy = openSqliteConnection(join(folder, name));
  expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(copy.prepare("select action from audit_log").all()).toEqual([{ action: "before.backup" }]);
  copy.close();
  for (let index = 1; index <= 8; index++)
    writeFileSync(join(folder, `metarr-2020-01-0${index}T00-00-00-000Z.sqlite`), "");
  writeFileSync(join(folder, "before-migration-2020.sqlite"), "");
  await run("system.backup");
  const names = readdirSync(folder).filter((file) => /^metarr-.*Z\.sqlite$/.test(file));
  expect(names).toHaveLength(7);
  expect(names).toContain(name);
  expect(readdirSync(folder)).toContain("before-migration-2020.sqlite");
});

test.runIf(dialect === "postgres")("a backup of PostgreSQL says which tool to use", async () => {
  expect(await run("system.backup")).toEqual({ note: expect.stringContaining("pg_dump") });
});

test("the daily purge clears away sessions that ended long ago and failed tries that no longer count", async () => {
  const { id: userId } = await aUser(db);
  const place = { address: null, userAgent: null };
  await createSession(db, { userId, ...place }, ago(61));
  const { sessionId } = await createSession(db, { userId, ...place }, ago(59));
  await countAttempt(db, { account: "old", address: null }, ago(1));
  await countAttempt(db, { account: "new", address: "192.0.2.1" });
  expect(await run("jobs.purge")).toMatchObject({ sessionsRemoved: 1, attemptsRemoved: 2 });
  expect((await db.select().from(sessions)).map(({ id }) => id)).toEqual([sessionId]);
  expect((await db.select().from(loginAttempts)).map(({ key }) => key).toSorted()).toEqual([
    "account:new",
    "address:192.0.2.1",
  ]);
});
