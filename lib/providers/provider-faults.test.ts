import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { log } from "#lib/log.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import type { FaultRule } from "#simulator/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { createDispatchers } from "./dispatchers.ts";
import { retryDelayMs } from "./errors.ts";
import type { Provider } from "./provider.ts";
import type { ProviderOverrides } from "./source.ts";
import { openTmdb } from "./tmdb.ts";
import { openTvdb } from "./tvdb.ts";

const secret = "CANARY4711CANARY";
const choice = { language: "en", region: "US" };
const series = (ids: object) => ({ ids: { tmdb: null, tvdb: null, imdb: null, tvmaze: null, ...ids }, ...choice });

/** One row for each provider: what is asked of it, at which path, and an id that it does not have. */
type Row = {
  name: "tmdb" | "tvdb";
  open: (db: Db, overrides: ProviderOverrides) => Promise<Provider>;
  baseUrl: (simulator: Simulator) => string;
  /** The request that is struck; logins pass. */
  path: string;
  ask: (provider: Provider) => Promise<unknown>;
  askMissing: (provider: Provider) => Promise<unknown>;
};
const rows: Row[] = [
  {
    name: "tmdb",
    open: openTmdb,
    baseUrl: ({ tmdbBaseUrl }) => tmdbBaseUrl,
    path: "/tv/1437",
    ask: async (provider) => provider.findSeries?.(series({ tmdb: 1437 })),
    askMissing: async (provider) => provider.findSeries?.(series({ tmdb: 999_999_999 })),
  },
  {
    name: "tvdb",
    open: openTvdb,
    baseUrl: ({ tvdbBaseUrl }) => tvdbBaseUrl,
    path: "/series/78874",
    ask: async (provider) => provider.findSeries?.(series({ tvdb: 78_874 })),
    askMissing: async (provider) => provider.findSeries?.(series({ tvdb: 999_999_999 })),
  },
];

/** What a provider does, and what becomes of it. Passing faults strike each of three tries. */
const faults: [string, FaultRule, { code?: string; kind: string }][] = [
  ["refuses the key (401)", { status: 401 }, { code: "provider", kind: "key" }],
  [
    "has a page that is not there (404)",
    { status: 404, text: "<html>", contentType: "text/html" },
    { kind: "refused" },
  ],
  ["fails (500)", { status: 500 }, { code: "unavailable", kind: "server" }],
  ["never answers", { connection: "never" }, { code: "unavailable", kind: "timeout" }],
  ["answers a few bytes at a time", { bytesPerSecond: 50 }, { code: "unavailable", kind: "timeout" }],
  ["stops in the middle", { body: "stall" }, { code: "unavailable", kind: "timeout" }],
  ["answers with garbage", { body: "garbage" }, { code: "provider", kind: "garbage" }],
  ["answers with another object", { body: "emptyObject" }, { code: "provider", kind: "garbage" }],
  ["answers without end", { body: "huge" }, { code: "too_large", kind: "too_large" }],
  ["says that 10 GB come", { body: "huge", hugeLength: true }, { code: "too_large", kind: "too_large" }],
];

let db: Db;
let simulator: Simulator;
let canary: Server;
let canaryUrl = "";
let canaryHits = 0;
const logged: unknown[] = [];

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
  canary = createServer((_, response) => response.end("inside"));
  canary.on("connection", () => {
    canaryHits += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  const address = canary.address();
  canaryUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
  await transaction(db, async (tx) => {
    for (const { name, baseUrl } of rows) {
      await setSetting(tx, `${name}.apiKey`, secret);
      await setSetting(tx, `${name}.baseUrl`, baseUrl(simulator));
    }
  });
  for (const level of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void logged.push(words));
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  canary.closeAllConnections();
  canary.close();
  await simulator.close();
});
beforeEach(async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  logged.length = 0;
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

/** Bounds that a good answer may miss as well: for those who are late in any case. */
const impatient = createDispatchers({ connectMs: 300, headersMs: 60, idleMs: 60, totalMs: 120 });
const patient = createDispatchers({ connectMs: 500, headersMs: 2_000, idleMs: 2_000, totalMs: 5_000 });

describe.each(rows)("$name", ({ name, path, ask, askMissing, ...row }) => {
  const open = (dispatchers = patient): Promise<Provider> =>
    row.open(db, { firstWaitMs: 1, ratePerSecond: 1_000, dispatchers });
  const strike = (rule: FaultRule) => simulator.setFaults({ rules: [{ provider: name, path, ...rule }] });
  const struck = () => simulator.requests.list().filter((request) => request.path.includes(path));

  test.each(faults)(
    "R22 %s: one clear error without a secret, nothing kept, whole again afterwards",
    async (_, rule, expected) => {
      // A login on the way would meet the short bounds as well.
      await ask(await open());
      await db.delete(providerCache);
      strike(rule);
      const isSlow = expected.kind === "timeout";
      const error = await ask(await open(isSlow ? impatient : patient)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: "AppError",
        ...(expected.code && { code: expected.code }),
        details: { kind: expected.kind },
      });
      const kept = await db.select().from(providerCache);
      expect(kept.filter(({ requestKey }) => requestKey.includes(path))).toEqual([]);
      const seen = JSON.stringify([kept, await db.select().from(rateLimits), `${error}`, error, logged]);
      expect(seen).not.toMatch(/CANARY|Bearer/);
      simulator.setFaults({});
      expect(await ask(await open())).toMatchObject({ provider: name });
    },
  );

  test("R22 Retry-After is obeyed within a second", async () => {
    const provider = await open();
    await ask(provider);
    await db.delete(providerCache);
    simulator.requests.reset();
    strike({ status: 429, retryAfter: 1, count: 1 });
    expect(await ask(provider)).toMatchObject({ provider: name });
    const [refused, answered] = struck();
    expect([refused?.status, answered?.status]).toEqual([429, 200]);
    const waitedMs = (answered?.at ?? 0) - (refused?.at ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(1_000);
    expect(waitedMs).toBeLessThan(2_000);
  });

  test("R22 a long Retry-After is told, and nobody asks before it is over", async () => {
    const provider = await open();
    strike({ status: 429, retryAfter: 120 });
    expect(retryDelayMs(await ask(provider).catch((thrown: unknown) => thrown))).toBe(120_000);
    const later = await askMissing(provider).catch((thrown: unknown) => thrown);
    expect(later).toMatchObject({ code: "too_many" });
    expect(struck()).toHaveLength(1);
  });

  test("R23 what it does not have is undefined, and no error", async () => {
    expect(await askMissing(await open())).toBeUndefined();
  });

  test("S5 a redirect into this network is not followed", async () => {
    strike({ redirect: canaryUrl });
    await expect(ask(await open())).rejects.toMatchObject({ code: "invalid", details: { kind: "address" } });
    expect(canaryHits).toBe(0);
  });
});
