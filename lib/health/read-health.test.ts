import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { configuration, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { recordPresence } from "#lib/jobs/presence.ts";
import { refusedKeyError } from "#lib/providers/errors.ts";
import {
  breakerFailures,
  forgetTrouble,
  recordBlocked,
  recordFailure,
  recordRefusal,
  takeTokens,
} from "#lib/providers/limits.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { readDiskSpace } from "./disk-space.ts";
import { getProviderUsage, listRefusedProviders } from "./provider-usage.ts";
import { readHealth } from "./read-health.ts";

const rate = { perSecond: 30, burst: 7 };
let db: Db;

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  await db.delete(rateLimits);
  await db.delete(configuration);
});

test("the health of an empty Metarr is known", async () => {
  await recordPresence(db, { workerId: "w1", startedAt: new Date().toISOString(), jobsInHand: 0 });
  const health = await readHealth(db);
  expect(health).toMatchObject({
    engine: { engine: env.DB_TYPE },
    data: { path: env.DATA_DIR, canWrite: true, problem: null },
    roots: [],
    workers: [{ workerId: "w1", isPresent: true }],
    films: 0,
    episodes: 0,
    tmdb: { isEnabled: true, key: "missing", usage: { state: "ready", requests: 0 } },
  });
  expect(health.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(health.engine.sizeBytes).toBeGreaterThan(10_000);
  expect(health.data.freeBytes).toBeGreaterThan(0);
});

test("a disk that is not there is told, not thrown", async () => {
  expect(await readDiskSpace(join(env.DATA_DIR, "missing"))).toMatchObject({
    freeBytes: null,
    problem: "The folder does not exist.",
  });
});

describe("the usage of a provider", () => {
  test("counts requests and shows the last error", async () => {
    await takeTokens(db, "tmdb", rate, 3);
    await recordFailure(db, "tmdb", rate, "TMDB answered with an error (500).");
    expect(await getProviderUsage(db, "tmdb")).toMatchObject({
      requests: 3,
      errors: 1,
      state: "failing",
      lastError: "TMDB answered with an error (500).",
    });
  });

  test("shows until when it waits, and until when it pauses", async () => {
    await recordBlocked(db, "tmdb", rate, 60_000);
    const waiting = await getProviderUsage(db, "tmdb");
    expect(waiting.state).toBe("waiting");
    expect(waiting.until?.getTime()).toBeGreaterThan(Date.now());
    for (let failure = 0; failure < breakerFailures; failure++) await recordFailure(db, "tmdb", rate, "gone");
    expect(await getProviderUsage(db, "tmdb")).toMatchObject({ state: "paused" });
  });

  test("a refused key is told until another is saved, which is not tried yet until it is asked with", async () => {
    await takeTokens(db, "tmdb", rate, 1);
    await recordRefusal(db, "tmdb", rate, refusedKeyError("TMDB", { status: 401 }).message);
    expect(await getProviderUsage(db, "tmdb")).toMatchObject({ state: "refused" });
    expect(await listRefusedProviders(db, await readSettings(db))).toEqual(["tmdb"]);

    await sleep(5);
    await transaction(db, (tx) => setSetting(tx, "tmdb.apiKey", "another"));
    await forgetTrouble(db, "tmdb");
    expect(await getProviderUsage(db, "tmdb")).toMatchObject({ state: "untried" });
    expect(await listRefusedProviders(db, await readSettings(db))).toEqual([]);

    await sleep(5);
    await takeTokens(db, "tmdb", rate, 1);
    expect(await getProviderUsage(db, "tmdb")).toMatchObject({ state: "ready" });
  });

  test("a provider that is off refuses nothing, and one that is down is not said to refuse", async () => {
    await recordRefusal(db, "tmdb", rate, refusedKeyError("TMDB", { status: 401 }).message);
    await transaction(db, (tx) => setSetting(tx, "tmdb.enabled", false));
    expect(await listRefusedProviders(db, await readSettings(db))).toEqual([]);
    await db.delete(configuration);
    await recordFailure(db, "tmdb", rate, "TMDB answered with an error (500).");
    expect(await listRefusedProviders(db, await readSettings(db))).toEqual([]);
  });

  test("a test by a person passes an open breaker, which stays open for all others", async () => {
    for (let failure = 0; failure < breakerFailures; failure++) await recordFailure(db, "tmdb", rate, "gone");
    expect(await takeTokens(db, "tmdb", rate, 1)).toMatchObject({ because: "breaker" });
    expect(await takeTokens(db, "tmdb", rate, 1, { passBreaker: true })).toMatchObject({ granted: 1 });
    expect(await takeTokens(db, "tmdb", rate, 1)).toMatchObject({ because: "breaker" });
  });
});
