import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { testDb } from "#db/testing.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { openFanart } from "./fanart.ts";
import { openOmdb } from "./omdb.ts";
import { openTvmaze } from "./tvmaze.ts";

/** The clients whose wire formats stand in testing-wire.ts read the simulator's answers as well. */
const choice = { language: "en", region: "US" };
const overrides = { apiKey: "key", ratePerSecond: 50, firstWaitMs: 1 };
let db: Db;
let simulator: Simulator;

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());

test("OMDb has ratings of a film", async () => {
  const omdb = await openOmdb(db, { ...overrides, baseUrl: simulator.omdbBaseUrl });
  const film = await omdb.findMovie({ ids: { tmdb: null, imdb: "tt0063350", tvdb: null }, ...choice });
  expect(film?.ratings.map(({ source }) => source)).toContain("imdb");
  expect(film?.fields).toMatchObject({ year: 1968, directors: ["George A. Romero"] });
  expect(await omdb.testConnection()).toMatchObject({ ok: true });
});

test("fanart.tv has artwork of a film", async () => {
  const fanart = await openFanart(db, { ...overrides, baseUrl: simulator.fanartBaseUrl });
  const film = await fanart.findMovie({ ids: { tmdb: 603, imdb: null, tvdb: null }, ...choice });
  expect(new Set(film?.artwork.map(({ assetType }) => assetType))).toContain("clearlogo");
  expect(await fanart.testConnection()).toMatchObject({ ok: true });
});

test("TVmaze and fanart.tv know a series by the ids that TVmaze gives", async () => {
  const tvmaze = await openTvmaze(db, { ...overrides, baseUrl: simulator.tvmazeBaseUrl });
  expect(await tvmaze.testConnection()).toMatchObject({ ok: true });
  const [hit] = await tvmaze.searchSeries({ title: "Breaking Bad", year: null, ...choice });
  expect(hit).toMatchObject({ title: "Breaking Bad", year: 2008 });
  const ids = hit?.ids ?? { tmdb: null, tvdb: null, imdb: null, tvmaze: null };
  const byTvdb = await tvmaze.findSeriesByOtherId({ source: "tvdb", id: `${ids.tvdb}`, ...choice });
  expect(byTvdb[0]?.providerId).toBe(hit?.providerId);
  const series = await tvmaze.findSeries({ ids, ...choice });
  expect(series).toMatchObject({ ids, fields: { status: "ended", originalLanguage: "en" } });
  expect(series?.seasons.length).toBeGreaterThan(1);
  const episodes = await tvmaze.listEpisodes({ ids, order: "aired", ...choice });
  expect(episodes?.find(({ seasonNumber, episodeNumber }) => seasonNumber === 1 && episodeNumber === 1)).toMatchObject({
    airDate: "2008-01-20",
  });
  const fanart = await openFanart(db, { ...overrides, baseUrl: simulator.fanartBaseUrl });
  const pictures = await fanart.findSeries({ ids, ...choice });
  expect(pictures?.artwork.length).toBeGreaterThan(0);
  expect(pictures?.seasons.length).toBeGreaterThan(0);
});
