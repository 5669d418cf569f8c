import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { FaultRule } from "#simulator/faults.ts";
import { retryDelayMs } from "./errors.ts";
import { openProvider } from "./open.ts";
import type { ProviderRating } from "./provider.ts";
import type { ProviderOverrides } from "./source.ts";
import { type Answers, startHost, type TestHost } from "./testing-host.ts";
import { fanartAnswers, fanartMissing, omdbAnswers, tvmazeAnswers, tvmazeMissing } from "./testing-wire.ts";
import type { ProviderName } from "./vocabulary.ts";

const choice = { language: "en", region: "US" };
const noIds = { tmdb: null, tvdb: null, imdb: null, tvmaze: null };

type Case = {
  name: ProviderName;
  answers: Answers;
  missing: object | null;
  path: string;
  /** Something that is true of a good answer, and of no other. */
  ask: (overrides: ProviderOverrides) => Promise<unknown>;
  good: unknown;
  /** What a 404 of the provider's own form means. */
  gone: unknown;
};

let db: Db;
let host: TestHost;
let inside: Server;
let insideHits = 0;
let insideUrl = "";

const ratingsOf = (found: { ratings: ProviderRating[] } | undefined) => found?.ratings.length;

const cases: Case[] = [
  {
    name: "fanart",
    answers: fanartAnswers,
    missing: fanartMissing,
    path: "/v3",
    ask: async (overrides) => {
      const provider = await openProvider(db, "fanart", overrides);
      return (await provider.findMovie?.({ ids: { tmdb: 10331, imdb: null, tvdb: null }, ...choice }))?.artwork.length;
    },
    good: 12,
    gone: undefined,
  },
  {
    name: "omdb",
    answers: omdbAnswers,
    missing: {},
    path: "",
    ask: async (overrides) => {
      const provider = await openProvider(db, "omdb", overrides);
      return ratingsOf(await provider.findMovie?.({ ids: { tmdb: null, imdb: "tt0063350", tvdb: null }, ...choice }));
    },
    good: 3,
    gone: undefined,
  },
  {
    name: "tvmaze",
    answers: tvmazeAnswers,
    missing: tvmazeMissing,
    path: "",
    ask: async (overrides) => {
      const provider = await openProvider(db, "tvmaze", overrides);
      return ratingsOf(await provider.findSeries?.({ ids: { ...noIds, tvmaze: 169 }, ...choice }));
    },
    good: 1,
    gone: undefined,
  },
];

const tooLate = { code: "unavailable", details: { kind: "timeout" } };
const huge = `{"filler":"${"x".repeat(11 * 1024 * 1024)}"}`;
const faults: [string, () => FaultRule, Record<string, unknown>][] = [
  ["a refused key (401)", () => ({ status: 401 }), { code: "provider", details: { kind: "key" } }],
  ["a server error (500)", () => ({ status: 500 }), { code: "unavailable", details: { kind: "server" } }],
  ["an empty body", () => ({ body: "empty" }), { details: { kind: "garbage" } }],
  ["garbage", () => ({ body: "garbage" }), { details: { kind: "garbage" } }],
  ["data of another kind", () => ({ text: '{"page":1}' }), { details: { kind: "garbage" } }],
  ["a web page", () => ({ body: "html", contentType: "text/html" }), { details: { kind: "garbage" } }],
  ["a 404 that is not its own", () => ({ status: 404, body: "html" }), { details: { kind: "refused" } }],
  ["a broken connection", () => ({ connection: "reset" }), { details: { kind: "connection" } }],
  ["no answer at all", () => ({ connection: "never" }), tooLate],
  ["a slow loris", () => ({ bytesPerSecond: 10 }), tooLate],
  ["a huge body", () => ({ text: huge }), { code: "too_large", details: { kind: "too_large" } }],
  ["a redirect into this network", () => ({ redirect: insideUrl }), { code: "invalid", details: { kind: "address" } }],
];

beforeAll(async () => {
  db = await testDb();
  inside = createServer((_, response) => {
    insideHits += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => inside.once("listening", resolve));
  const address = inside.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  insideUrl = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => inside.close());
beforeEach(async () => {
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

describe.each(cases)("R22 $name", ({ answers, missing, path, ask: askWith, good, gone }) => {
  beforeAll(async () => {
    host = await startHost(answers, missing);
    return () => host.close();
  });
  beforeEach(() => {
    host.strike();
    host.asked.length = 0;
  });

  const ask = (more: ProviderOverrides = {}) =>
    askWith({ apiKey: "key", baseUrl: `${host.url}${path}`, ratePerSecond: 50, firstWaitMs: 1, ...more });

  test.each(faults)("%s is one clear error, keeps nothing, and is over when it is over", async (_, fault, expected) => {
    host.strike(fault());
    const patience = expected === tooLate ? { totalMs: 100 } : {};
    await expect(ask(patience)).rejects.toMatchObject({ name: "AppError", ...expected });
    expect(await db.select().from(providerCache)).toHaveLength(0);
    expect(insideHits).toBe(0);
    host.strike();
    expect(await ask()).toBe(good);
  });

  test("a 404 of its own is an answer, and no failure", async () => {
    host.strike({ status: 404, text: JSON.stringify(missing) });
    expect(await ask()).toBe(gone);
    expect(await db.select().from(rateLimits)).toMatchObject(
      (await db.select().from(rateLimits)).map(() => ({ errorCount: 0 })),
    );
  });

  test("a 429 holds up everybody for as long as it says", async () => {
    host.strike({ status: 429, retryAfter: 30, count: 1 });
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "too_many" });
    expect(retryDelayMs(error)).toBe(30_000);
    const asked = host.asked.length;
    expect(retryDelayMs(await ask().catch((thrown: unknown) => thrown))).toBeGreaterThan(28_000);
    expect(host.asked).toHaveLength(asked);
  });

  test("a short Retry-After is waited out, and not a moment less", async () => {
    host.strike({ status: 429, retryAfter: 0.3, count: 1 });
    const startedAt = performance.now();
    expect(await ask()).toBe(good);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(300);
  });
});
