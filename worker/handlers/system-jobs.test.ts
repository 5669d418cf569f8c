import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import {
  jobs,
  loginAttempts,
  mediaPlayers,
  notificationChannels,
  playerUpdates,
  providerCache,
  sessions,
  webhookEvents,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { createSession } from "#lib/access/sessions.ts";
import { aUser } from "#lib/access/testing.ts";
import { countAttempt } from "#lib/access/throttle.ts";
import { listBackups } from "#lib/backup/backups-folder.ts";
import { env } from "#lib/env.ts";
import { enqueue, enqueueUntyped } from "#lib/jobs/enqueue.ts";
import { countRun, listJobs } from "#lib/jobs/queries.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { notify } from "#lib/notifications/notify.ts";
import { aChannel } from "#lib/notifications/testing.ts";
import { changeSettings } from "#lib/settings/change-settings.ts";
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

test("R20 a backup is whole, checked, and as many are kept as the settings say", async () => {
  const target = targetOf(db);
  const dataDir = target.type === "sqlite" ? target.dataDir : env.DATA_DIR;
  const folder = join(dataDir, "backups");
  const first = await run("system.backup");
  const name = String(first?.file);
  expect(first).toMatchObject({ sizeBytes: expect.any(Number), deleted: [] });
  const [listed] = await listBackups(dataDir);
  expect(listed).toMatchObject({ name, check: { problem: null }, facts: { engine: dialect, cache: null } });
  const dated = (day: number, end: string) => join(folder, `metarr-2020-01-0${day}T00-00-00-000Z.${end}`);
  for (const day of [1, 2, 3, 4]) writeFileSync(dated(day, "tar"), "");
  for (const day of [5, 6, 7, 8]) writeFileSync(dated(day, "sqlite"), "");
  writeFileSync(join(folder, "before-migration-2020.sqlite"), "");
  await transaction(db, (tx) => changeSettings(tx, { "backup.keep": 3, "backup.withCache": true }));
  const second = await run("system.backup");
  expect(second?.deleted).toHaveLength(7);
  expect((await listBackups(dataDir)).map((backup) => backup.name)).toEqual([second?.file, name]);
  expect((await listBackups(dataDir))[0]?.facts?.cache).toMatchObject({ files: 0 });
  expect(readdirSync(folder)).toContain("before-migration-2020.sqlite");
});

test("looking at a damaged backup tells what is wrong with it", async () => {
  const target = targetOf(db);
  const dataDir = target.type === "sqlite" ? target.dataDir : env.DATA_DIR;
  const name = "metarr-2020-01-01T00-00-00-000Z.tar";
  writeFileSync(join(dataDir, "backups", name), "no backup");
  const runId = "check";
  await transaction(db, (tx) => enqueue(tx, "backup.check", { name }, { runId }));
  await runUntilIdle({ db, runId });
  expect(await countRun(db, runId)).toMatchObject({ completed: 1 });
  const listed = (await listBackups(dataDir)).find((backup) => backup.name === name);
  expect(listed).toMatchObject({
    facts: null,
    check: { problem: expect.stringContaining("is not a backup of Metarr") },
  });
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

test("what waits for a player, a channel or to be read and lost its job, such as to a cancel, has one again within a day", async () => {
  const [player] = await db.insert(mediaPlayers).values({ name: "Den", kind: "kodi", url: "http://den" }).returning();
  const playerId = player?.id ?? 0;
  const update = { playerId, path: "/a.mkv", change: "changed", entityType: "movie", entityId: 1 } as const;
  await db.insert(playerUpdates).values([update, { ...update, status: "sent" }]);
  const channelId = await aChannel(db);
  await transaction(db, (tx) => notify(tx, { event: "films.added", title: "A film" }));
  const event = { source: "Radarr", eventType: "Download", payload: {}, bodyHash: "" };
  const [first] = await db
    .insert(webhookEvents)
    .values([
      { ...event, status: "received" },
      { ...event, status: "done" },
    ])
    .returning();
  await db.delete(jobs);
  for (let time = 0; time < 2; time += 1) {
    expect(await run("jobs.purge")).toMatchObject({ resumed: time === 0 ? 3 : 0 });
    const waiting = await db.select().from(jobs).where(eq(jobs.status, "pending")).orderBy(jobs.type);
    expect(waiting.map(({ type, payload }) => [type, payload])).toEqual([
      ["notifications.send", { channelId }],
      ["player.notify", { playerId }],
      ["webhook.process", { eventId: first?.id }],
    ]);
  }
  for (const table of [mediaPlayers, notificationChannels, webhookEvents]) await db.delete(table);
});
