import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { getProviderUsage } from "#lib/health/provider-usage.ts";
import { clearSetting, setSetting } from "#lib/settings/write-settings.ts";
import { retryDelayMs } from "./errors.ts";
import { untilTomorrowMs } from "./limits.ts";
import { openOmdb } from "./omdb.ts";
import { startHost, type TestHost } from "./testing-host.ts";
import { omdbAnswers } from "./testing-wire.ts";

const choice = { language: "en", region: "US" };
const film = { ids: { tmdb: 10331, imdb: "tt0063350", tvdb: null }, ...choice };
let db: Db;
let host: TestHost;

beforeAll(async () => {
  db = await testDb();
  host = await startHost(omdbAnswers, {});
  await transaction(db, async (tx) => {
    await setSetting(tx, "omdb.apiKey", "good");
    await setSetting(tx, "omdb.baseUrl", host.url);
  });
});
afterAll(() => host.close());
beforeEach(async () => {
  host.strike();
  host.asked.length = 0;
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

const omdb = (apiKey = "good") => openOmdb(db, { apiKey, firstWaitMs: 1 });
const troubleWith = async (apiKey: string) => (await omdb(apiKey)).findMovie(film).catch((thrown: unknown) => thrown);

test("ratings come under Kodi's names, with what they are out of, and plain fields beside them", async () => {
  const movie = await (await omdb()).findMovie(film);
  expect(movie?.ratings).toEqual([
    { source: "imdb", value: 7.8, max: 10, votes: 142318 },
    { source: "tomatometerallcritics", value: 95, max: 100, votes: null },
    { source: "metacritic", value: 89, max: 100, votes: null },
  ]);
  expect(movie?.fields).toMatchObject({
    year: 1968,
    releaseDate: "1968-10-04",
    runtimeMinutes: 96,
    plot: "Seven people hide in a house.",
    mpaaRating: "NR",
    contentRating: "NR",
    genres: ["Horror", "Thriller"],
    directors: ["George A. Romero"],
    writers: ["John A. Russo", "George A. Romero"],
    countries: ["United States"],
    homepage: null,
  });
});

test("English texts and the American rating are not given where others are wanted", async () => {
  const movie = await (await omdb()).findMovie({ ids: film.ids, language: "de", fallbacks: [], region: "DE" });
  expect(movie?.fields).toMatchObject({ plot: null, genres: [], contentRating: null, mpaaRating: "NR" });
  const withFallback = await (await omdb()).findMovie({
    ids: film.ids,
    language: "de",
    fallbacks: ["en"],
    region: "DE",
  });
  expect(withFallback?.fields.plot).toBe("Seven people hide in a house.");
});

test("N/A says nothing, and a series is no film", async () => {
  const ids = { tmdb: null, tvdb: null, imdb: "tt0903747", tvmaze: null };
  const series = await (await omdb()).findSeries({ ids, ...choice });
  expect(series).toMatchObject({
    ratings: [{ source: "imdb", value: 9.5, max: 10, votes: null }],
    fields: { year: 2008, firstAired: "2008-01-20", status: "ended", runtimeMinutes: null, contentRating: "TV-MA" },
    certifications: [{ region: "US", certification: "TV-MA" }],
  });
  expect(
    await (await omdb()).findMovie({ ids: { tmdb: null, imdb: "tt0903747", tvdb: null }, ...choice }),
  ).toBeUndefined();
});

test("R23 what OMDb does not know is not found, and no error", async () => {
  for (const imdb of ["tt0000000", "tt1234567"]) {
    expect(await (await omdb()).findMovie({ ...film, ids: { ...film.ids, imdb } })).toBeUndefined();
  }
  expect((await getProviderUsage(db, "omdb")).errors).toBe(0);
});

test("a trouble of its own behind HTTP 200 is tried again and told", async () => {
  const ids = { ...film.ids, imdb: "tt9999999" };
  await expect((await omdb()).findMovie({ ...film, ids })).rejects.toMatchObject({
    code: "unavailable",
    message: "OMDb could not answer: Error getting data.",
  });
  expect(host.asked).toHaveLength(3);
});

test("S17 the key is sent, and kept nowhere", async () => {
  await (await omdb("CANARY123")).findMovie(film);
  expect(host.asked[0]).toContain("apikey=CANARY123");
  expect(JSON.stringify([await db.select().from(providerCache), await db.select().from(rateLimits)])).not.toContain(
    "CANARY",
  );
});

test("a wrong key and a used-up day are told apart, though both are 401", async () => {
  expect(await troubleWith("wrong")).toMatchObject({ code: "provider", details: { kind: "key" } });
  const told = { state: "refused", errors: 1, lastError: expect.stringContaining("refused the API key") };
  expect(await getProviderUsage(db, "omdb")).toMatchObject(told);

  const before = untilTomorrowMs(Date.now());
  const error = await troubleWith("used-up");
  expect(error).toMatchObject({ code: "too_many", details: { kind: "rate_limit" } });
  expect(Math.abs((retryDelayMs(error) ?? 0) - before)).toBeLessThan(60_000);
  // Nobody else asks on this day.
  host.asked.length = 0;
  expect(retryDelayMs(await troubleWith("good"))).toBeGreaterThan(0);
  expect(host.asked).toHaveLength(0);
  expect(await getProviderUsage(db, "omdb")).toMatchObject({ state: "waiting" });
});

test("a test of the saved key counts for it, and a test of another key does not", async () => {
  const withSaved = await openOmdb(db, { firstWaitMs: 1 });
  const withWrong = await omdb("wrong");
  expect(await withWrong.testConnection()).toMatchObject({ ok: false });
  expect(await getProviderUsage(db, "omdb")).toMatchObject({ state: "ready", errors: 0 });

  await transaction(db, (tx) => setSetting(tx, "omdb.apiKey", "wrong"));
  await (await openOmdb(db, { firstWaitMs: 1 })).testConnection();
  expect(await getProviderUsage(db, "omdb")).toMatchObject({ state: "refused" });
  expect(await (await omdb("good")).testConnection()).toMatchObject({ ok: true });
  expect(await getProviderUsage(db, "omdb")).toMatchObject({ state: "refused" });

  await transaction(db, (tx) => setSetting(tx, "omdb.apiKey", "good"));
  expect(await withSaved.testConnection()).toMatchObject({ ok: true });
  expect(await getProviderUsage(db, "omdb")).toMatchObject({ state: "ready" });
});

test("Metarr stops itself at the number of the day, and counts anew on the next", async () => {
  await transaction(db, (tx) => setSetting(tx, "omdb.requestsPerDay", 2));
  const provider = await omdb();
  const ask = (imdb: string) => provider.findMovie({ ...film, ids: { ...film.ids, imdb } });
  await ask("tt0000001");
  await ask("tt0000002");
  expect((await getProviderUsage(db, "omdb", { perDay: 2 })).leftToday).toBe(0);
  await expect(ask("tt0000003")).rejects.toMatchObject({
    code: "too_many",
    message: expect.stringContaining("the requests of today are used up"),
  });
  expect(host.asked).toHaveLength(2);

  await db.update(rateLimits).set({ refilledAtMs: 0 });
  expect((await getProviderUsage(db, "omdb", { perDay: 2 })).leftToday).toBe(2);
  await ask("tt0000003");
  expect(host.asked).toHaveLength(3);
  await transaction(db, (tx) => clearSetting(tx, "omdb.requestsPerDay"));
});
