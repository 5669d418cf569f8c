import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { createDispatchers } from "./dispatchers.ts";
import { downloadImage } from "./download.ts";
import { listProviders } from "./open.ts";
import { openTvdb } from "./tvdb.ts";

const apiKey = "CANARY-KEY-4711";
const pin = "CANARY-PIN-0815";
const idsOf = (tvdb: number) => ({ ids: { tvdb, tmdb: null, imdb: null, tvmaze: null } });
const english = { language: "en", region: "US" };
const german = { language: "de", region: "DE" };
const firefly = idsOf(78_874);
const titan = idsOf(267_440);
const onePiece = idsOf(81_797);
const timeouts = { connectMs: 500, headersMs: 600, idleMs: 600, totalMs: 3_000 };

let db: Db;
let simulator: Simulator;

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tvdb.apiKey", apiKey);
    await setSetting(tx, "tvdb.pin", pin);
    await setSetting(tx, "tvdb.baseUrl", simulator.tvdbBaseUrl);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

const tvdb = () => openTvdb(db, { firstWaitMs: 5, ratePerSecond: 1_000, dispatchers: createDispatchers(timeouts) });
const askedFor = (path: RegExp) => simulator.requests.list().filter((request) => path.test(request.path));

describe("TVDB", () => {
  test("finds a series by title and by the id of another database, in the wanted language", async () => {
    const provider = await tvdb();
    const [hit] = await provider.searchSeries({ title: "Attack on Titan", year: 2013, ...german });
    expect(hit).toMatchObject({
      provider: "tvdb",
      providerId: 267_440,
      ids: { tvdb: 267_440, tmdb: 1429 },
      originalTitle: "進撃の巨人",
      year: 2013,
      country: "JP",
    });
    expect(hit?.otherTitles).toEqual(expect.arrayContaining(["進撃の巨人"]));
    const found = await provider.findSeriesByOtherId({ source: "imdb", id: "tt0303461", ...english });
    expect(found).toMatchObject([{ providerId: 78_874, title: "Firefly", year: 2002, country: "US" }]);
    expect(await provider.findSeriesByOtherId({ source: "tvdb", id: "78874", ...english })).toEqual([]);
    expect(await provider.findSeriesByOtherId({ source: "imdb", id: "tt9999999", ...english })).toEqual([]);
  });

  test("tells everything about a series, with types by their names", async () => {
    const series = await (await tvdb()).findSeries({ ...firefly, ...english });
    expect(series).toMatchObject({
      ids: { tvdb: 78_874, tmdb: 1437, imdb: "tt0303461" },
      fields: {
        title: "Firefly",
        year: 2002,
        status: "ended",
        contentRating: "TV-14",
        countries: ["United States"],
        studios: ["Mutant Enemy Productions", "20th Century Fox Television"],
      },
      networks: ["FOX"],
      orders: [
        { id: "aired", label: "Aired order" },
        { id: "dvd", label: "DVD Order" },
        { id: "alternate", label: "Production Order" },
      ],
      cast: expect.arrayContaining([expect.objectContaining({ name: "Nathan Fillion", tmdbId: null })]),
    });
    expect(new Set(series?.artwork.map(({ assetType }) => assetType))).toEqual(
      new Set(["poster", "fanart", "banner", "clearlogo", "clearart"]),
    );
    expect(new Set(series?.artwork.map(({ language }) => language))).toEqual(new Set(["en", "de", null]));
    const season = series?.seasons.find(({ seasonNumber }) => seasonNumber === 1);
    expect(season?.artwork.map(({ assetType }) => assetType).toSorted()).toEqual(["banner", "poster", "poster"]);
    expect(series?.artwork.every(({ likes }) => likes !== null && likes < 1_000)).toBe(true);
  });

  test("lists episodes in the orders that a series has", async () => {
    const provider = await tvdb();
    const firstOf = async (order: string) =>
      (await provider.listEpisodes({ ...firefly, order, ...english }))
        ?.filter(({ seasonNumber }) => seasonNumber === 1)
        .slice(0, 2)
        .map(({ title }) => title);
    expect(await firstOf("aired")).toEqual(["The Train Job", "Bushwhacked"]);
    expect(await firstOf("dvd")).toEqual(["Serenity", "The Train Job"]);
    for (const order of ["absolute", "tmdb:5e9077d2e640d600151f32bd", "nonsense"]) {
      expect(await firstOf(order)).toBeUndefined();
    }
    const numbered = await provider.listEpisodes({ ...titan, order: "absolute", ...english });
    expect(numbered?.find(({ absoluteNumber }) => absoluteNumber === 26)).toMatchObject({
      title: "Beast Titan",
      episodeNumber: 26,
    });
  });

  test("reads a thousand episodes page by page, and other languages only for what one lacks", async () => {
    const provider = await tvdb();
    const episodes = await provider.listEpisodes({ ...onePiece, order: "aired", ...german });
    expect(episodes?.length).toBeGreaterThan(1_100);
    expect(new Set(episodes?.map(({ ids }) => ids.tvdb)).size).toBe(episodes?.length);
    expect(episodes?.every(({ title }) => title !== null)).toBe(true);
    expect(new Set(askedFor(/\/episodes\//).map(({ path }) => path.split("/").at(-1)))).toEqual(
      new Set(["deu", "eng"]),
    );
    simulator.requests.reset();
    await provider.listEpisodes({ ...onePiece, order: "aired", ...german });
    expect(simulator.requests.list()).toHaveLength(0);
  });

  test("a language that TVDB does not know falls back", async () => {
    const provider = await tvdb();
    const episodes = await provider.listEpisodes({ ...firefly, order: "aired", language: "eu", region: "ES" });
    expect(episodes?.find(({ seasonNumber }) => seasonNumber === 1)?.title).toBe("The Train Job");
  });

  test("R23 a series that TVDB no longer has is not found, and no error", async () => {
    const provider = await tvdb();
    expect(await provider.findSeries({ ...idsOf(999_999_999), ...english })).toBeUndefined();
    expect(await provider.listEpisodes({ ...idsOf(999_999_999), order: "aired", ...english })).toBeUndefined();
  });

  test("tells which series changed, and asks each time", async () => {
    const now = Date.now();
    simulator.setChanged({
      tvdbSeries: [
        { id: 78_874, at: new Date(now - 1_000).toISOString() },
        { id: 81_797, at: new Date(now - 86_400_000).toISOString() },
      ],
    });
    const provider = await tvdb();
    const since = new Date(now - 3_600_000);
    expect(await provider.listChangedIds({ kind: "series", since })).toEqual(new Set([78_874]));
    simulator.setChanged({});
    expect(await provider.listChangedIds({ kind: "series", since })).toEqual(new Set());
    expect(await provider.listChangedIds({ kind: "movie", since })).toEqual(new Set());
  });

  test("pictures come whole and small", async () => {
    const providers = await listProviders(db, { overrides: { tvdb: { ratePerSecond: 1_000 } } });
    const series = await providers.find(({ name }) => name === "tvdb")?.findSeries?.({ ...firefly, ...english });
    const poster = series?.artwork.find(({ assetType }) => assetType === "poster");
    const small = await downloadImage(db, { url: poster?.url ?? "", assetType: "poster", size: "small" });
    expect(simulator.requests.list().at(-1)?.path).toMatch(/^\/tvdb-images\/.*_t\.jpg$/);
    expect(small.bytes.byteLength).toBeGreaterThan(100);
  });
});

describe("the token of TVDB", () => {
  test("is fetched once for all who ask, and again when it has ended in the middle", async () => {
    const shared = await tvdb();
    simulator.expireTokens();
    await Promise.all([firefly, titan, onePiece].map((ids) => shared.findSeries({ ...ids, ...english })));
    expect(askedFor(/\/login$/)).toHaveLength(1);
    expect(await (await tvdb()).findSeries({ ...idsOf(121_361), ...english })).toMatchObject({ provider: "tvdb" });
    expect(askedFor(/\/login$/)).toHaveLength(1);
    await db.delete(providerCache);
    simulator.expireTokens();
    expect(await shared.findSeries({ ...firefly, ...english })).toMatchObject({ ids: { tvdb: 78_874 } });
    expect(askedFor(/\/login$/)).toHaveLength(2);
  });

  test("S17 neither it nor key and PIN are in a kept answer, a row or a message", async () => {
    const provider = await tvdb();
    await provider.findSeries({ ...firefly, ...english });
    simulator.expireTokens();
    simulator.setFaults({ keys: { tvdb: ["another"] } });
    const error = await provider.findSeries({ ...titan, ...english }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "provider", details: { kind: "key", status: 401 } });
    const seen = JSON.stringify([
      await db.select().from(providerCache),
      await db.select().from(rateLimits),
      `${error}`,
      error,
      simulator.requests.list(),
    ]);
    expect(seen).not.toContain("CANARY");
    expect(seen).not.toContain("Bearer");
  });

  test.each([
    ["works", {}, true, /key works/],
    ["a wrong key", { keys: { tvdb: ["another"] } }, false, /refused the API key/],
    ["a wrong PIN", { tvdbPins: ["another"] }, false, /refused the API key/],
    ["a server with a problem", { rules: [{ status: 500 }] }, false, /problem of its own/],
    ["another server", { rules: [{ status: 404, text: '{"status":"failure"}' }] }, false, /is not TVDB/],
  ])("the test button says what it is: %s", async (_, faults, ok, message) => {
    simulator.setFaults(faults);
    const verdict = await (await tvdb()).testConnection();
    expect(verdict.ok).toBe(ok);
    expect(verdict.message).toMatch(message);
  });
});
