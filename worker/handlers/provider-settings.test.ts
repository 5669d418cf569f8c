import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  episodes,
  fieldChanges,
  itemEvents,
  jobs,
  movies,
  providerCache,
  providerEpisodes,
  rateLimits,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { isEmpty } from "#lib/editing/values.ts";
import { resumeWaiting } from "#lib/libraries/resume-waiting.ts";
import { log } from "#lib/log.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { setProviders } from "#lib/providers/testing-simulator.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { aShow, aTvLibrary } from "#lib/series/testing.ts";
import type { SettingKey, SettingTypes } from "#lib/settings/settings.ts";
import { clearSetting, setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { Handler, JobContext } from "../handler.ts";
import { movieEnrich } from "./movie-enrich.ts";
import { movieIdentify } from "./movie-identify.ts";
import { seriesEnrich } from "./series-enrich.ts";
import { seriesIdentify } from "./series-identify.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.requests.reset();
  for (const table of [jobs, providerCache, rateLimits]) await db.delete(table);
});

const quick = Object.fromEntries(providerNames.map((name) => [name, { ratePerSecond: 1_000, firstWaitMs: 1 }]));
type Asked = "movie.identify" | "movie.enrich" | "series.identify" | "series.enrich";
const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} };
const run = <T extends Asked>(handler: Handler<T>, type: T, payload: JobContext<T>["payload"]) =>
  handler({
    db,
    payload,
    job: { ...job, type, runId: null, createdBy: null },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
    providers: quick,
  });
const only = (...names: ProviderName[]) => setProviders(db, simulator, { only: names });
const set = <K extends SettingKey>(key: K, value: SettingTypes[K]) =>
  transaction(db, (tx) => setSetting(tx, key, value));
const firstEpisodes = (count: number) => Array.from({ length: count }, (_, i) => ({ season: 1, number: i + 1 }));
const seriesRow = async (seriesId: number) => (await db.select().from(series).where(eq(series.id, seriesId)))[0];
const movieRow = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const valuesOf = async (seriesId: number) => (await seriesKind.list(db, [seriesId]))[0]?.values;
const episodeRows = (seriesId: number) =>
  db.select().from(episodes).where(eq(episodes.seriesId, seriesId)).orderBy(asc(episodes.episodeNumber));
const waiting = async () => (await db.select({ type: jobs.type }).from(jobs)).map(({ type }) => type);

/** What each knows of Firefly besides what all know. */
const alone = [
  {
    name: "tvdb",
    ids: { tvdb: 78_874, tmdb: 1437 },
    studios: ["Mutant Enemy Productions", "20th Century Fox Television"],
  },
  { name: "tvmaze", ids: { tvmaze: 180, tvdb: 78_874 }, studios: null },
] as const;

describe.each(alone)("with no other provider than $name", ({ name, ids, studios }) => {
  test("a series is identified by its name and episodes, and gets everything that is known there", async () => {
    await only(name);
    const { seriesId } = await aShow(db, { series: { title: "Firefly" }, episodes: firstEpisodes(3) });
    expect(await run(seriesIdentify, "series.identify", { seriesId })).toMatchObject({ outcome: "identified", ids });
    expect(await waiting()).toEqual(["series.enrich"]);
    expect(await run(seriesEnrich, "series.enrich", { seriesId })).toMatchObject({
      changed: true,
      episodes: 3,
      unmapped: [],
    });
    expect(await seriesRow(seriesId)).toMatchObject({
      identificationStatus: "enriched",
      title: "Firefly",
      year: 2002,
      plot: expect.stringMatching(/^A small freighter/),
    });
    expect(await valuesOf(seriesId)).toMatchObject({ networks: ["FOX"], ...(studios && { studios }) });
    const files = await episodeRows(seriesId);
    expect(files.map(({ title }) => title)).toEqual(["The Train Job", "Bushwhacked", "Our Mrs. Reynolds"]);
    expect(files.every(({ airDate, runtimeMinutes }) => airDate !== null && runtimeMinutes !== null)).toBe(true);
    const listed = await db.select().from(providerEpisodes).where(eq(providerEpisodes.seriesId, seriesId));
    expect(new Set(listed.map(({ provider }) => provider))).toEqual(new Set([name]));
    expect(listed.length).toBeGreaterThan(10);
    const cast = await db.select().from(seriesActors).where(eq(seriesActors.seriesId, seriesId));
    expect(cast.length).toBeGreaterThan(3);
    const changes = await db
      .select()
      .from(fieldChanges)
      .where(and(eq(fieldChanges.entityType, "series"), eq(fieldChanges.entityId, seriesId)));
    expect(new Set(changes.map(({ source }) => source))).toEqual(new Set([name]));
    // The second time nothing is new.
    expect(await run(seriesEnrich, "series.enrich", { seriesId })).toMatchObject({ changed: false, episodes: 0 });
  });

  test("TVDB's id in the name of its folder is enough, and a stranger waits for a person", async () => {
    await only(name);
    const directoryPath = `/${name}/Something else {tvdb-78874}`;
    const known = await aShow(db, { series: { title: "Something else", directoryPath }, episodes: firstEpisodes(2) });
    const told = await run(seriesIdentify, "series.identify", { seriesId: known.seriesId });
    expect(told).toMatchObject({ outcome: "identified", ids });
    const stranger = await aShow(db, { series: { title: "Nobody Made This Show" }, episodes: firstEpisodes(2) });
    const asked = await run(seriesIdentify, "series.identify", { seriesId: stranger.seriesId });
    expect(asked).toMatchObject({ outcome: "unsure", candidates: 0 });
    expect(await seriesRow(stranger.seriesId)).toMatchObject({ identificationStatus: "needs_identification" });
  });

  test("nothing that TMDB said before becomes empty, and TMDB is not asked", async () => {
    await only("tmdb", name);
    const { seriesId } = await aShow(db, { series: { title: "Firefly", tmdbId: 1437 }, episodes: firstEpisodes(2) });
    const emptyFields = async () =>
      [await valuesOf(seriesId), ...(await episodeRows(seriesId))].flatMap((values = {}) =>
        Object.entries(values).flatMap(([field, value]) => (isEmpty(value) ? [field] : [])),
      );
    await run(seriesEnrich, "series.enrich", { seriesId });
    const before = await emptyFields();
    await only(name);
    simulator.requests.reset();
    await db.delete(providerCache);
    expect(await run(seriesEnrich, "series.enrich", { seriesId })).not.toHaveProperty("partial");
    expect(simulator.requests.list().filter(({ path }) => path.startsWith("/3/"))).toEqual([]);
    expect(await emptyFields()).toEqual(before);
    expect(await seriesRow(seriesId)).toMatchObject({
      tmdbId: 1437,
      tagline: "Nine people, one ship, no orders.",
      identificationStatus: "enriched",
    });
  });
});

describe("films without a key of TMDB", () => {
  const noKey = "TMDB has no API key yet. Enter one in Settings, Providers.";
  const dropKey = () => transaction(db, (tx) => clearSetting(tx, "tmdb.apiKey"));

  test("say what is missing, stay as they are, and go on once there is a key", async () => {
    await only("tmdb", "omdb", "fanart");
    await dropKey();
    const movieId = await aMovie(db, { title: "Night of the Living Dead", year: 1968 });
    const before = await movieRow(movieId);
    expect(await run(movieIdentify, "movie.identify", { movieId })).toEqual({ skipped: noKey });
    expect(await movieRow(movieId)).toEqual(before);
    expect(await db.select().from(itemEvents).where(eq(itemEvents.entityType, "movie"))).toEqual([]);
    expect(await waiting()).toEqual([]);
    await only("tmdb", "omdb", "fanart");
    await resumeWaiting(db, { types: ["movie"] });
    const queued = await db.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.type, "movie.identify"));
    expect(queued).toContainEqual({ payload: { movieId } });
    expect(await run(movieIdentify, "movie.identify", { movieId })).toMatchObject({ outcome: "identified" });
  });

  test("that were enriched before keep everything", async () => {
    await only("tmdb", "omdb");
    const movieId = await aMovie(db, { title: "Night of the Living Dead", tmdbId: 10331 });
    await run(movieEnrich, "movie.enrich", { movieId });
    const before = await movieRow(movieId);
    expect(before).toMatchObject({ identificationStatus: "enriched" });
    await dropKey();
    expect(await run(movieEnrich, "movie.enrich", { movieId })).toEqual({ skipped: noKey });
    expect(await movieRow(movieId)).toEqual(before);
  });
});

describe("a provider's own language", () => {
  const german = { language: "de", region: "DE" };

  test("counts for films at the next refresh, and the library's again once it is emptied", async () => {
    await only("tmdb");
    const movieId = await aMovie(db, { title: "Night of the Living Dead", tmdbId: 10331 }, german);
    const titleNow = async () => {
      await run(movieEnrich, "movie.enrich", { movieId });
      return (await movieRow(movieId))?.title;
    };
    expect(await titleNow()).toBe("Die Nacht der lebenden Toten");
    await set("tmdb.ownLanguage", "fr");
    expect(await titleNow()).toBe("La Nuit des morts-vivants");
    await set("tmdb.ownLanguage", null);
    expect(await titleNow()).toBe("Die Nacht der lebenden Toten");
    // Both answers were kept under their own address.
    expect(simulator.requests.list().filter(({ path }) => path === "/3/movie/10331")).toHaveLength(2);
  });

  test("counts for one provider alone: series take the other's words as the priority says", async () => {
    await only("tmdb", "tvdb");
    const libraryId = await aTvLibrary(db, german);
    const { seriesId } = await aShow(db, {
      libraryId,
      series: { title: "Firefly", tmdbId: 1437 },
      episodes: firstEpisodes(1),
    });
    await set("tvdb.ownLanguage", "fr");
    await run(seriesEnrich, "series.enrich", { seriesId });
    expect(await seriesRow(seriesId)).toMatchObject({ plot: expect.stringMatching(/^Ein kleiner Frachter/) });
    await set("priority.fields", { "series.plot": ["tvdb"] });
    await run(seriesEnrich, "series.enrich", { seriesId });
    expect(await seriesRow(seriesId)).toMatchObject({ plot: expect.stringMatching(/^Un petit cargo/) });
    await set("priority.fields", {});
    await set("tvdb.ownLanguage", null);
  });
});

describe("certifications", () => {
  const german = { language: "de", region: "DE" };
  const ratingOf = async (title: string, tmdbId: number) => {
    const libraryId = await aTvLibrary(db, german);
    const { seriesId } = await aShow(db, { libraryId, series: { title, tmdbId }, episodes: firstEpisodes(1) });
    await run(seriesEnrich, "series.enrich", { seriesId });
    return (await seriesRow(seriesId))?.contentRating;
  };

  test.each([[["tmdb"]], [["tmdb", "tvdb", "omdb"]]] as const)(
    "of a series are its country's, else the American one by its name (%s)",
    async (names) => {
      await only(...names);
      expect(await ratingOf("Firefly", 1437)).toBe("12");
      expect(await ratingOf("Dragnet", 990_012)).toBe("US:TV-PG");
    },
  );

  test("of a film are its country's, else the American one by its name", async () => {
    await only("tmdb");
    const ratingIn = async (region: string) => {
      const movieId = await aMovie(db, { title: "The Matrix", tmdbId: 603 }, { language: "en", region });
      await run(movieEnrich, "movie.enrich", { movieId });
      const { contentRating, mpaaRating } = (await movieRow(movieId)) ?? {};
      return { contentRating, mpaaRating };
    };
    expect(await ratingIn("DE")).toEqual({ contentRating: "16", mpaaRating: "R" });
    expect(await ratingIn("ES")).toEqual({ contentRating: "US:R", mpaaRating: "R" });
    expect(await ratingIn("US")).toEqual({ contentRating: "R", mpaaRating: "R" });
  });
});
