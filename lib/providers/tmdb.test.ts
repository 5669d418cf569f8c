import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import type { FaultRule } from "#simulator/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { createDispatchers } from "./dispatchers.ts";
import { downloadImage } from "./download.ts";
import { retryDelayMs } from "./errors.ts";
import { openTmdb } from "./tmdb.ts";

const idsOf = (tmdb: number) => ({ ids: { tmdb, imdb: null, tvdb: null } });
const film = { ...idsOf(10331), language: "en", region: "US" };
const timeouts = { connectMs: 500, headersMs: 400, idleMs: 400, totalMs: 3_000 };

let db: Db;
let simulator: Simulator;

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

const tmdb = () => openTmdb(db, { firstWaitMs: 5, dispatchers: createDispatchers(timeouts) });
const strike = (rule: FaultRule) => simulator.setFaults({ rules: [rule] });

describe("TMDB", () => {
  test("finds a film by title, by another id, and with everything about it in one request", async () => {
    const provider = await tmdb();
    const hits = await provider.searchMovies({
      title: "Night of the Living Dead",
      year: 1968,
      language: "en",
      region: "US",
    });
    expect(hits[0]).toMatchObject({ providerId: 10331, title: "Night of the Living Dead", year: 1968 });
    const found = await provider.findMovies({ source: "imdb", id: "tt0063350", language: "en", region: "US" });
    expect(found.map(({ providerId }) => providerId)).toEqual([10331]);

    simulator.requests.reset();
    const movie = await provider.findMovie(film);
    expect(simulator.requests.list()).toHaveLength(1);
    expect(movie).toMatchObject({
      ids: { tmdb: 10331, imdb: "tt0063350" },
      fields: { title: "Night of the Living Dead", year: 1968, mpaaRating: "NR", contentRating: "NR" },
    });
    expect(movie?.cast[0]?.name).toBe("Duane Jones");
    expect(movie?.fields.directors).toEqual(["George A. Romero"]);
    expect(movie?.artwork.some(({ assetType, language }) => assetType === "fanart" && language === null)).toBe(true);
  });

  test("an answer is kept: the second question costs no request, from another process neither", async () => {
    await (await tmdb()).findMovie(film);
    simulator.requests.reset();
    expect(await (await tmdb()).findMovie(film)).toMatchObject({ ids: { tmdb: 10331 } });
    expect(simulator.requests.list()).toHaveLength(0);
  });

  test("many who ask the same at once cost one request", async () => {
    const provider = await tmdb();
    const all = await Promise.all(Array.from({ length: 10 }, () => provider.findMovie(film)));
    expect(new Set(all.map((movie) => movie?.ids.tmdb))).toEqual(new Set([10331]));
    expect(simulator.requests.list()).toHaveLength(1);
  });

  test("one who gives up does not take the answer from the others", async () => {
    const provider = await tmdb();
    strike({ latencyMs: [200, 200] });
    const controller = new AbortController();
    const given = provider.findMovie(film, { signal: controller.signal });
    const other = provider.findMovie(film);
    setTimeout(() => controller.abort(new Error("stop")), 50);
    await expect(given).rejects.toThrow("stop");
    expect(await other).toMatchObject({ ids: { tmdb: 10331 } });
  });

  test("S17 the key is in no kept answer, no row and no message", async () => {
    await (await tmdb()).findMovie(film);
    strike({ status: 500 });
    const error = await (await tmdb()).findMovie({ ...film, ...idsOf(653) }).catch((thrown: unknown) => thrown);
    const seen = JSON.stringify([
      await db.select().from(providerCache),
      await db.select().from(rateLimits),
      `${error}`,
    ]);
    expect(seen).not.toContain("0123456789abcdef");
  });

  test("pictures come from where TMDB says, in the size asked for", async () => {
    const movie = await (await tmdb()).findMovie(film);
    const poster = movie?.artwork.find(({ assetType }) => assetType === "poster");
    const small = await downloadImage(db, { url: poster?.url ?? "", assetType: "poster", size: "small" });
    const paths = simulator.requests.list().map(({ path }) => path);
    expect(paths.at(-1)).toMatch(/^\/t\/p\/w342\//);
    expect(small.bytes.byteLength).toBeGreaterThan(100);
  });

  test("tells a series, its episodes in the order of a group, and what changed", async () => {
    const provider = await tmdb();
    const firefly = { ids: { tmdb: 1437, tvdb: null, imdb: null, tvmaze: null }, language: "en", region: "US" };
    const series = await provider.findSeries(firefly);
    expect(series).toMatchObject({
      ids: { tmdb: 1437, tvdb: 78_874 },
      fields: { title: "Firefly", status: "cancelled" },
    });
    const titlesIn = async (order: string) =>
      (await provider.listEpisodes({ ...firefly, order }))
        ?.filter(({ seasonNumber }) => seasonNumber === 1)
        .slice(0, 2)
        .map(({ title }) => title);
    expect(await titlesIn("aired")).toEqual(["The Train Job", "Bushwhacked"]);
    const disc = series?.orders.find(({ label }) => label.includes("DVD"));
    expect(await titlesIn(disc?.id ?? "")).toEqual(["Serenity", "The Train Job"]);

    simulator.setChanged({ tv: [{ id: 1437, at: new Date().toISOString() }] });
    const since = new Date(Date.now() - 3_600_000);
    expect(await provider.listChangedIds({ kind: "series", since })).toEqual(new Set([1437]));
    simulator.setChanged({});
  });

  test("a show of thirty seasons costs four requests at most", async () => {
    const provider = await tmdb();
    const long = { ids: { tmdb: 456, tvdb: null, imdb: null, tvmaze: null }, language: "en", region: "US" };
    await provider.findSeries(long);
    const episodes = await provider.listEpisodes({ ...long, order: "aired" });
    expect(new Set(episodes?.map(({ seasonNumber }) => seasonNumber)).size).toBeGreaterThanOrEqual(30);
    expect(simulator.requests.list().length).toBeLessThanOrEqual(4);
  });

  test("tells that there is no key, or that it is switched off", async () => {
    const fresh = await testDb();
    await expect(openTmdb(fresh)).rejects.toMatchObject({ code: "unavailable", details: { kind: "off" } });
    await transaction(fresh, (tx) => setSetting(tx, "tmdb.enabled", false));
    await expect(openTmdb(fresh)).rejects.toThrow("switched off");
  });
});

describe("the test button", () => {
  const cases: [string, FaultRule | undefined, RegExp][] = [
    ["works", undefined, /key works/],
    ["a wrong key", { status: 401 }, /refused the API key/],
    ["a server with a problem", { status: 500 }, /problem of its own/],
    ["a web page", { body: "html", contentType: "text/html" }, /not JSON/],
    ["nobody", { connection: "reset" }, /could not be reached/],
  ];
  test.each(cases)("says what it is: %s", async (_, rule, message) => {
    if (rule) strike(rule);
    const verdict = await (await tmdb()).testConnection();
    expect(verdict.ok).toBe(rule === undefined);
    expect(verdict.message).toMatch(message);
  });
});

describe("a provider that behaves badly", () => {
  const cases: [string, FaultRule, Record<string, unknown>][] = [
    ["R22 a key that is refused (401)", { status: 401 }, { code: "provider", details: { kind: "key", status: 401 } }],
    ["R22 a server error (500)", { status: 500 }, { code: "unavailable", details: { kind: "server", status: 500 } }],
    ["R22 nothing", { body: "empty" }, { details: { kind: "garbage" } }],
    ["R22 an empty object", { body: "emptyObject" }, { details: { kind: "garbage" } }],
    ["R22 garbage", { body: "garbage" }, { details: { kind: "garbage" } }],
    ["R22 a web page", { body: "html", contentType: "text/html" }, { details: { kind: "garbage" } }],
    ["R22 half an answer", { body: "truncated" }, { details: { kind: "garbage" } }],
    ["R22 a broken connection", { connection: "reset" }, { details: { kind: "connection" } }],
    ["R22 an answer that breaks off", { body: "cut" }, { details: { kind: "connection" } }],
    ["R22 no answer at all", { connection: "never" }, { details: { kind: "timeout" } }],
    ["R22 another list where a film should be", { text: '{"results":[]}' }, { details: { kind: "garbage" } }],
  ];
  test.each(cases)("%s is one clear error and keeps nothing", async (_, rule, expected) => {
    strike(rule);
    await expect((await tmdb()).findMovie(film)).rejects.toMatchObject({ name: "AppError", ...expected });
    expect(await db.select().from(providerCache)).toHaveLength(0);
  });

  test("a right answer under a wrong content type is read all the same", async () => {
    strike({ contentType: "text/html" });
    expect(await (await tmdb()).findMovie(film)).toMatchObject({ ids: { tmdb: 10331 } });
  });

  test("R23 a film that TMDB no longer has is not found, and no error", async () => {
    expect(await (await tmdb()).findMovie({ ...film, ...idsOf(999_999_999) })).toBeUndefined();
  });

  test("R23 a 404 that is not TMDB's own does not count as gone", async () => {
    strike({ status: 404, text: "<html>not found</html>", contentType: "text/html" });
    await expect((await tmdb()).findMovie(film)).rejects.toMatchObject({ details: { kind: "refused" } });
  });

  test("a passing error is cured by asking again", async () => {
    strike({ status: 502, count: 2 });
    expect(await (await tmdb()).findMovie(film)).toMatchObject({ ids: { tmdb: 10331 } });
    expect(simulator.requests.list()).toHaveLength(3);
    expect((await db.select().from(rateLimits))[0]).toMatchObject({ failuresInARow: 0, errorCount: 2 });
  });

  test("R22 Retry-After is obeyed to the second", async () => {
    strike({ status: 429, retryAfter: 1, count: 1 });
    expect(await (await tmdb()).findMovie(film)).toMatchObject({ ids: { tmdb: 10331 } });
    const [refused, answered, ...others] = simulator.requests.list();
    expect([refused?.status, answered?.status, others]).toEqual([429, 200, []]);
    // Not before; how much later is up to the machine.
    expect((answered?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  test("R22 a long Retry-After stops every worker at once and says when to come back", async () => {
    strike({ status: 429, retryAfter: 120 });
    const provider = await tmdb();
    const error = await provider.findMovie(film).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "too_many" });
    expect(retryDelayMs(error)).toBe(120_000);
    simulator.setFaults({});
    const later = await provider.findMovie({ ...film, ...idsOf(653) }).catch((thrown: unknown) => thrown);
    expect(retryDelayMs(later)).toBeGreaterThan(110_000);
    expect(simulator.requests.list()).toHaveLength(1);
  });

  test("R22 five failures in a row open the breaker; one probe closes it again", async () => {
    const provider = await tmdb();
    strike({ status: 500 });
    for (const id of [10331, 653]) await provider.findMovie({ ...film, ...idsOf(id) }).catch(() => {});
    expect(simulator.requests.list()).toHaveLength(5);
    const open = await provider.findMovie(film).catch((thrown: unknown) => thrown);
    expect(open).toMatchObject({ code: "unavailable", details: { kind: "breaker" } });
    expect(retryDelayMs(open)).toBeGreaterThan(290_000);
    expect(simulator.requests.list()).toHaveLength(5);

    // Five minutes later: of many who ask, one goes first, and it decides for all.
    await db.update(rateLimits).set({ openUntilMs: Date.now() - 1 });
    simulator.requests.reset();
    const all = await Promise.allSettled(
      [10331, 653, 961, 19].map((id) => provider.findMovie({ ...film, ...idsOf(id) })),
    );
    expect(simulator.requests.list()).toHaveLength(1);
    expect(all.filter(({ status }) => status === "rejected")).toHaveLength(4);

    simulator.setFaults({});
    await db.update(rateLimits).set({ openUntilMs: Date.now() - 1 });
    expect(await provider.findMovie(film)).toMatchObject({ ids: { tmdb: 10331 } });
    expect((await db.select().from(rateLimits))[0]).toMatchObject({ failuresInARow: 0, openUntilMs: null });
  });

  test("however many ask at once, the rate of the settings is kept", async () => {
    await transaction(db, (tx) => setSetting(tx, "tmdb.ratePerSecond", 40));
    const [one, other] = [await tmdb(), await tmdb()];
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? one : other).findMovie({ ...film, ...idsOf(1_000_000 + i) })),
    );
    // The first at once, the others at 40 a second at most.
    expect(performance.now() - startedAt).toBeGreaterThan((49 / 40) * 1000 - 50);
    expect(simulator.requests.list()).toHaveLength(50);
    await transaction(db, (tx) => setSetting(tx, "tmdb.ratePerSecond", 50));
  });
});
