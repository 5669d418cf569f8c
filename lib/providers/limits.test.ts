import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "#db/client.ts";
import { rateLimits } from "#db/schema/index.ts";
import { testTarget } from "#db/testing.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { retryDelayMs } from "./errors.ts";
import { breakerFailures, type Grant, recordBlocked, recordFailure, recordSuccess, takeTokens } from "./limits.ts";
import { openSource } from "./source.ts";
import { takeTurn } from "./turns.ts";

const target = await testTarget();
const opened = [openDatabase(target), openDatabase(target)] as const;
const [db, other] = [opened[0].db, opened[1].db];
afterAll(async () => {
  for (const one of opened) await one.close();
});
beforeEach(async () => {
  await db.delete(rateLimits);
});

const rate = { perSecond: 20, burst: 5 };
const source = { key: "tmdb", label: "TMDB", rate };

test("two processes share one bucket: together they get the rate and one burst", async () => {
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 45 }, (_, index) => takeTurn(index % 2 === 0 ? db : other, source)));
  expect(performance.now() - startedAt).toBeGreaterThan((40 / rate.perSecond) * 1000 - 50);
  expect((await db.select().from(rateLimits))[0]?.requestCount).toBe(45);
});

test("turns are given out a moment ahead, evenly, and to nobody twice", async () => {
  const one = { perSecond: 20, burst: 1 };
  const first = await takeTokens(db, "tmdb", one, 10);
  expect(first).toMatchObject({ granted: 5, delaysMs: [0, 50, 100, 150, 200] });
  let next = await takeTokens(other, "tmdb", one, 10);
  // Nothing is left of what is given out ahead: it comes again in a while.
  if ("waitMs" in next) await sleep(next.waitMs);
  next = "waitMs" in next ? await takeTokens(other, "tmdb", one, 10) : next;
  const momentOf = (grant: Grant) => ("granted" in grant ? grant.atMs + (grant.delaysMs[0] ?? 0) : Number.NaN);
  expect(Math.abs(momentOf(next) - momentOf(first) - 250)).toBeLessThan(25);
});

test("a process that was busy lets its turns go, takes others, and counts what it asked", async () => {
  const one = { ...source, rate: { perSecond: 20, burst: 1, perDay: 100 } };
  const asked: number[] = [];
  const startedAt = performance.now();
  const all = Array.from({ length: 6 }, () => takeTurn(db, one).then(() => asked.push(performance.now() - startedAt)));
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), { interval: 2 });
  const busyUntil = performance.now() + 130;
  while (performance.now() < busyUntil);
  await Promise.all(all);
  const counts = await db.select({ count: rateLimits.requestCount }).from(rateLimits);
  expect(counts).toEqual([{ count: 6 }, { count: 6 }]);
  // Those whose moment passed meanwhile did not come in a heap: no 100 ms have more than three.
  const heap = Math.max(...asked.map((from) => asked.filter((at) => at >= from && at < from + 100).length));
  expect(heap).toBeLessThanOrEqual(3);
});

test("a process in which every turn comes late sends all the same", async () => {
  const one = { ...source, rate: { perSecond: 38, burst: 1 } };
  let asked = 0;
  const hold = setInterval(() => {
    const busyUntil = performance.now() + 60;
    while (performance.now() < busyUntil);
  }, 1);
  try {
    await Promise.all(Array.from({ length: 4 }, () => takeTurn(db, one).then(() => asked++)));
  } finally {
    clearInterval(hold);
  }
  expect(asked).toBe(4);
});

test("no second has more requests than the setting says, whoever asks", async () => {
  const { source: open } = openSource(await readSettings(db), "tmdb", { apiKey: "key", ratePerSecond: 40 });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 40 }, (_, index) => takeTurn(index % 2 === 0 ? db : other, open)));
  // The first at once and 39 after it: the 41st would come after more than a second.
  expect(performance.now() - startedAt).toBeGreaterThan((39 / 40) * 1000);
  expect(open.rate.perSecond).toBeGreaterThan(40 * 0.92);
});

test("a pause that the provider asked for holds for every process", async () => {
  await recordBlocked(db, "tmdb", rate, 60_000);
  const grant = await takeTokens(other, "tmdb", rate, 1);
  expect(grant).toMatchObject({ because: "rate_limit" });
  const error = await takeTurn(other, source).catch((thrown: unknown) => thrown);
  expect(retryDelayMs(error)).toBeGreaterThan(58_000);
});

test("the breaker opens at the fifth failure in a row, not at five with a success between", async () => {
  for (let failure = 1; failure < breakerFailures; failure++) await recordFailure(db, "tmdb", rate, "down");
  await recordSuccess(db, "tmdb");
  await recordFailure(db, "tmdb", rate, "down");
  expect(await takeTokens(db, "tmdb", rate, 1)).toMatchObject({ granted: 1 });
  for (let failure = 1; failure < breakerFailures; failure++) await recordFailure(other, "tmdb", rate, "down");
  expect(await takeTokens(db, "tmdb", rate, 1)).toMatchObject({ because: "breaker", lastError: "down" });
});

test("R16 a clock that was set back locks nobody out", async () => {
  const future = Date.now() + 3 * 24 * 3_600_000;
  await db.insert(rateLimits).values({
    key: "tmdb",
    tokens: 3,
    refilledAtMs: future,
    blockedUntilMs: future,
    openUntilMs: future,
  });
  expect(await takeTokens(db, "tmdb", rate, 2)).toMatchObject({ granted: 2 });
});

test("somebody who waits for a turn can give up", async () => {
  await recordBlocked(db, "tmdb", rate, 5_000);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stop")), 50);
  await expect(takeTurn(db, source, controller.signal)).rejects.toThrow("stop");
});
