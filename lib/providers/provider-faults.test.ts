import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { log } from "#lib/log.ts";
import type { FaultRule } from "#simulator/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { createDispatchers } from "./dispatchers.ts";
import { retryDelayMs } from "./errors.ts";
import { openProvider } from "./open.ts";
import type { Provider } from "./provider.ts";
import { setProviders } from "./testing-simulator.ts";
import { type ProviderName, providerNames } from "./vocabulary.ts";

const secret = "CANARY4711CANARY";
const choice = { language: "en", region: "US" };
const film = (ids: object) => ({ ids: { tmdb: null, imdb: null, tvdb: null, ...ids }, ...choice });
const series = (ids: object) => ({ ids: { tmdb: null, tvdb: null, imdb: null, tvmaze: null, ...ids }, ...choice });

/** One row for each provider: what is asked of it, at which path, and something that it does not have. */
type Row = {
  /** The request that is struck, and no login. */
  path: string;
  ask: (provider: Provider) => Promise<unknown> | undefined;
  askMissing: (provider: Provider) => Promise<unknown> | undefined;
};
const rows: Record<ProviderName, Row> = {
  tmdb: {
    path: "/tv/",
    ask: (provider) => provider.findSeries?.(series({ tmdb: 1437 })),
    askMissing: (provider) => provider.findSeries?.(series({ tmdb: 999_999_999 })),
  },
  tvdb: {
    path: "/series/",
    ask: (provider) => provider.findSeries?.(series({ tvdb: 78_874 })),
    askMissing: (provider) => provider.findSeries?.(series({ tvdb: 999_999_999 })),
  },
  tvmaze: {
    path: "/shows/",
    ask: (provider) => provider.findSeries?.(series({ tvmaze: 180 })),
    askMissing: (provider) => provider.findSeries?.(series({ tvmaze: 999_999_999 })),
  },
  omdb: {
    path: "/omdb",
    ask: (provider) => provider.findMovie?.(film({ imdb: "tt0063350" })),
    askMissing: (provider) => provider.findMovie?.(film({ imdb: "tt1" })),
  },
  fanart: {
    path: "/movies/",
    ask: (provider) => provider.findMovie?.(film({ tmdb: 603 })),
    askMissing: (provider) => provider.findMovie?.(film({ tmdb: 999_999_999 })),
  },
};

/** What a provider does, and what becomes of it. Passing faults strike each of three tries. */
const faults: [string, () => FaultRule, { code?: string; kind: string }][] = [
  ["refuses the key (401)", () => ({ status: 401 }), { code: "provider", kind: "key" }],
  ["has a page that is not there (404)", () => ({ status: 404, body: "html" }), { kind: "refused" }],
  ["fails (500)", () => ({ status: 500 }), { code: "unavailable", kind: "server" }],
  ["breaks the connection", () => ({ connection: "reset" }), { code: "unavailable", kind: "connection" }],
  ["never answers", () => ({ connection: "never" }), { code: "unavailable", kind: "timeout" }],
  ["answers a few bytes at a time", () => ({ bytesPerSecond: 10 }), { code: "unavailable", kind: "timeout" }],
  ["stops in the middle", () => ({ body: "stall" }), { code: "unavailable", kind: "timeout" }],
  ["answers with nothing", () => ({ body: "empty" }), { code: "provider", kind: "garbage" }],
  ["answers with garbage", () => ({ body: "garbage" }), { code: "provider", kind: "garbage" }],
  ["answers with an empty object", () => ({ body: "emptyObject" }), { code: "provider", kind: "garbage" }],
  ["answers with another object", () => ({ text: '{"page":1}' }), { code: "provider", kind: "garbage" }],
  ["answers with a web page", () => ({ body: "html", contentType: "text/html" }), { kind: "garbage" }],
  ["answers without end", () => ({ body: "huge" }), { code: "too_large", kind: "too_large" }],
  ["says that 10 GB come", () => ({ body: "huge", hugeLength: true }), { code: "too_large", kind: "too_large" }],
  ["redirects into this network", () => ({ redirect: insideUrl }), { code: "invalid", kind: "address" }],
];

let db: Db;
let simulator: Simulator;
let inside: Server;
let insideUrl = "";
let insideHits = 0;
const logged: unknown[] = [];

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
  await setProviders(db, simulator, { key: secret });
  inside = createServer((_, response) => response.end("{}"));
  inside.on("connection", () => {
    insideHits += 1;
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const address = inside.address();
  insideUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
  for (const level of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void logged.push(words));
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  inside.closeAllConnections();
  inside.close();
  await simulator.close();
});
beforeEach(async () => {
  simulator.setFaults({});
  await db.delete(rateLimits);
  // A login on the way would meet the short bounds as well.
  await everyProvider(async (name) => expect(await rows[name].ask(await open(name))).toMatchObject({ provider: name }));
  await db.delete(providerCache);
  simulator.requests.reset();
  logged.length = 0;
});

/** Bounds that a good answer may miss as well: for those who are late in any case. */
const impatient = createDispatchers({ connectMs: 300, headersMs: 50, idleMs: 50, totalMs: 50 });
const patient = createDispatchers({ connectMs: 500, headersMs: 2_000, idleMs: 2_000, totalMs: 5_000 });
const open = (name: ProviderName, dispatchers = patient): Promise<Provider> =>
  openProvider(db, name, { firstWaitMs: 1, ratePerSecond: 1_000, dispatchers });

/** The same of all providers at once: none knows of the others. Says of which it was not so. */
async function everyProvider(check: (name: ProviderName) => Promise<unknown>): Promise<void> {
  const settled = await Promise.allSettled(providerNames.map(check));
  const failed = settled.flatMap((result, index) =>
    result.status === "rejected" ? [`${providerNames[index]}: ${result.reason}`] : [],
  );
  expect(failed).toEqual([]);
}

const strike = (rule: FaultRule) =>
  simulator.setFaults({ rules: providerNames.map((provider) => ({ provider, path: rows[provider].path, ...rule })) });
const asked = (name: ProviderName) => simulator.requests.list().filter(({ path }) => path.includes(rows[name].path));
const errorOf = (asking: Promise<unknown> | undefined) => asking?.catch((thrown: unknown) => thrown);

test.each(faults)(
  "R22 a provider %s: one clear error without a secret, nothing kept, whole again afterwards",
  async (_, fault, { kind, code }) => {
    strike(fault());
    await everyProvider(async (name) => {
      const error = await errorOf(rows[name].ask(await open(name, kind === "timeout" ? impatient : patient)));
      expect(error).toMatchObject({ name: "AppError", ...(code && { code }), details: { kind } });
      logged.push(`${error}`, error);
    });
    expect(await db.select().from(providerCache)).toEqual([]);
    expect(JSON.stringify([await db.select().from(rateLimits), logged])).not.toMatch(/CANARY|Bearer/);
    expect(insideHits).toBe(0);
    simulator.setFaults({});
    await everyProvider(async (name) =>
      expect(await rows[name].ask(await open(name))).toMatchObject({ provider: name }),
    );
  },
);

test("R22 Retry-After is obeyed within a second by every provider", async () => {
  strike({ status: 429, retryAfter: 0.4, count: 1 });
  await everyProvider(async (name) => expect(await rows[name].ask(await open(name))).toMatchObject({ provider: name }));
  for (const name of providerNames) {
    const [refused, answered] = asked(name);
    expect([refused?.status, answered?.status], name).toEqual([429, 200]);
    const waitedMs = (answered?.at ?? 0) - (refused?.at ?? 0);
    expect(waitedMs, name).toBeGreaterThanOrEqual(400);
    expect(waitedMs, name).toBeLessThan(1_400);
  }
});

test("R22 a long Retry-After is told, and nobody asks before it is over", async () => {
  strike({ status: 429, retryAfter: 120 });
  await everyProvider(async (name) => {
    expect(retryDelayMs(await errorOf(rows[name].ask(await open(name))))).toBe(120_000);
    const later = await errorOf(rows[name].askMissing(await open(name)));
    expect(later).toMatchObject({ code: "too_many" });
    expect(retryDelayMs(later)).toBeGreaterThan(118_000);
    expect(asked(name)).toHaveLength(1);
  });
});

test("R23 what a provider does not have is undefined, and counts as no failure", async () => {
  await everyProvider(async (name) => expect(await rows[name].askMissing(await open(name))).toBeUndefined());
  const buckets = await db.select({ errors: rateLimits.errorCount }).from(rateLimits);
  expect(buckets.length).toBeGreaterThanOrEqual(providerNames.length);
  expect(buckets.every(({ errors }) => errors === 0)).toBe(true);
});
