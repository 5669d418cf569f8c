import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  jobs,
  libraries,
  movies,
  providerCache,
  providerFeeds,
  providerRecords,
  rateLimits,
  series,
  seriesExternalIds,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { listStale } from "#lib/libraries/refreshable.ts";
import { log } from "#lib/log.ts";
import { aMovie } from "#lib/movies/testing.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { aShow } from "#lib/series/testing.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { JobContext } from "../handler.ts";
import { libraryRefresh } from "./library-refresh.ts";
import { movieEnrich } from "./movie-enrich.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 }, synthetic: 3 });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
    await setSetting(tx, "tmdb.ratePerSecond", 50);
    await setSetting(tx, "tvmaze.baseUrl", simulator.tvmazeBaseUrl);
    await setSetting(tx, "tvmaze.ratePerSecond", 50);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.setChanged({});
  for (const table of [jobs, providerCache, providerFeeds, providerRecords, rateLimits, movies, series, libraries])
    await db.delete(table);
  await transaction(db, (tx) => setSetting(tx, "refresh.staleDays", 7));
  simulator.requests.reset();
});

const dayMs = 24 * 3_600_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs);

function context<T extends "library.refresh" | "movie.enrich">(
  type: T,
  payload: JobContext<T>["payload"],
  createdBy: number | null = null,
): JobContext<T> {
  return {
    db,
    payload,
    job: {
      jobId: 1,
      type,
      lane: "providers",
      payload,
      attempts: 1,
      maxAttempts: 3,
      claimNo: 1,
      priority: 8,
      runId: null,
      createdBy,
    },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  };
}
const refresh = (libraryId: number, createdBy?: number) =>
  libraryRefresh(context("library.refresh", { libraryId }, createdBy));

/** Does what waits, as a worker would; then nothing waits. */
async function enrichWaiting(): Promise<number> {
  const waiting = await db.select().from(jobs).where(eq(jobs.type, "movie.enrich")).orderBy(asc(jobs.id));
  await db.delete(jobs);
  for (const { entityId } of waiting) await movieEnrich(context("movie.enrich", { movieId: entityId ?? 0 }));
  await db.delete(jobs);
  return waiting.length;
}
const waitingFor = async () =>
  (await db.select().from(jobs).where(eq(jobs.status, "pending")).orderBy(asc(jobs.entityId))).map(
    ({ type, entityId, priority }) => `${type} ${entityId} ${priority}`,
  );
const asked = () => simulator.requests.list().map(({ path, status }) => `${path} ${status}`);
const fetchedAt = async (entityId: number) =>
  (
    await db
      .select({ at: providerRecords.fetchedAt })
      .from(providerRecords)
      .where(and(eq(providerRecords.entityId, entityId), eq(providerRecords.provider, "tmdb")))
  )[0]?.at?.getTime() ?? 0;

/** Three films of one library that were fetched so many days ago, and nothing since. */
async function threeFilms(days: number): Promise<{ libraryId: number; movieIds: [number, number, number] }> {
  const film = (index: number) => ({
    tmdbId: 900_000 + index,
    title: `Synthetic Film ${index}`,
    identificationStatus: "identified" as const,
  });
  const first = await aMovie(db, film(0), { automation: "full" });
  const [{ libraryId } = { libraryId: 0 }] = await db.select({ libraryId: movies.libraryId }).from(movies);
  const second = await aMovie(db, film(1));
  const third = await aMovie(db, film(2));
  await db.update(movies).set({ libraryId });
  for (const movieId of [first, second, third]) await movieEnrich(context("movie.enrich", { movieId }));
  await db.update(providerRecords).set({ fetchedAt: ago(days) });
  await db.update(providerCache).set({ fetchedAt: ago(days), expiresAt: ago(days - 7) });
  await db.update(movies).set({ lastEnrichedAt: ago(days) });
  await db.delete(jobs);
  simulator.requests.reset();
  return { libraryId, movieIds: [first, second, third] };
}

describe("films", () => {
  test("what changed is asked for again, what did not costs no request, and a second run asks nothing", async () => {
    const { libraryId, movieIds } = await threeFilms(8);
    simulator.setChanged({ movie: [900_001, 12] });
    expect(await refresh(libraryId)).toEqual({ changed: 1, unchanged: 2, stale: 1 });
    expect(await waitingFor()).toEqual([`movie.enrich ${movieIds[1]} 8`]);
    expect(asked()).toEqual(["/3/movie/changes 200"]);
    simulator.requests.reset();
    expect(await enrichWaiting()).toBe(1);
    expect(asked()).toEqual(["/3/movie/900001 304"]);

    simulator.requests.reset();
    expect(await refresh(libraryId)).toEqual({ changed: 0, unchanged: 0, stale: 0 });
    expect([asked(), await waitingFor()]).toEqual([[], []]);
    // An unchanged one that is fetched for another reason is answered from what is kept.
    await movieEnrich(context("movie.enrich", { movieId: movieIds[0] }));
    expect(asked()).toEqual([]);
    const rows = await db.select({ at: movies.lastEnrichedAt }).from(movies);
    expect(rows.every(({ at }) => (at?.getTime() ?? 0) < ago(7).getTime())).toBe(true);
  });

  test("a kept answer that is still good is not used for a film that changed", async () => {
    const { libraryId, movieIds } = await threeFilms(2);
    simulator.setChanged({ movie: [900_002] });
    simulator.setFaults({ rules: [{ path: "^/3/movie/900002", merge: { tagline: "Another one." } }] });
    expect(await refresh(libraryId)).toEqual({ changed: 1, unchanged: 2, stale: 0 });
    await enrichWaiting();
    const [film] = await db.select().from(movies).where(eq(movies.id, movieIds[2]));
    expect(film?.tagline).toBe("Another one.");
  });

  test("those that no feed covers are asked for when stale, with conditions, and count as fetched then", async () => {
    const { libraryId, movieIds } = await threeFilms(20);
    expect(await refresh(libraryId)).toEqual({ changed: 0, unchanged: 0, stale: 3 });
    simulator.requests.reset();
    expect(await enrichWaiting()).toBe(3);
    expect(asked().map((line) => line.slice(-3))).toEqual(["304", "304", "304"]);
    expect(await fetchedAt(movieIds[0])).toBeGreaterThan(ago(1).getTime());
    expect(await refresh(libraryId)).toMatchObject({ stale: 0 });
  });

  test("what could not be asked is completed once it is due; removed, missing and unmonitored films are left alone", async () => {
    const { libraryId, movieIds } = await threeFilms(1);
    await refresh(libraryId);
    const failed = { entityType: "movie", provider: "tmdb", status: "failed", error: "down" } as const;
    await db.delete(providerRecords);
    await db.insert(providerRecords).values([
      { ...failed, entityId: movieIds[0], retryAt: ago(1) },
      { ...failed, entityId: movieIds[1], retryAt: ago(-1) },
      { ...failed, entityId: movieIds[2], retryAt: null },
    ]);
    expect(await refresh(libraryId)).toMatchObject({ stale: 2 });
    expect(await waitingFor()).toEqual([`movie.enrich ${movieIds[0]} 8`, `movie.enrich ${movieIds[2]} 8`]);
    await db.delete(jobs);
    for (const left of [{ monitored: false }, { missingAt: ago(1) }, { deletedAt: ago(1) }]) {
      await db.update(movies).set({ monitored: true, missingAt: null, deletedAt: null, ...left });
      expect(await refresh(libraryId)).toMatchObject({ stale: 0 });
    }
  });

  test("a feed that cannot be read is told, and is read from the same moment the next time", async () => {
    const { libraryId, movieIds } = await threeFilms(2);
    simulator.setFaults({ rules: [{ path: "changes", status: 401 }] });
    expect(await refresh(libraryId)).toMatchObject({ changed: 0, partial: [expect.stringContaining("TMDB")] });
    expect(await db.select().from(providerFeeds)).toEqual([]);
    simulator.setFaults({});
    simulator.setChanged({ movie: [900_000] });
    expect(await refresh(libraryId)).toMatchObject({ changed: 1 });
    expect(await waitingFor()).toEqual([`movie.enrich ${movieIds[0]} 8`]);
  });

  test("nothing is asked where a person said so: by the setting, or of a library that only does what it is told", async () => {
    const { libraryId } = await threeFilms(20);
    await db.update(libraries).set({ automation: "manual" });
    expect(await refresh(libraryId)).toMatchObject({ skipped: expect.stringContaining("only when") });
    expect(await refresh(libraryId, 1)).toMatchObject({ stale: 3 });
    await transaction(db, (tx) => setSetting(tx, "refresh.staleDays", 0));
    expect(await refresh(libraryId)).toMatchObject({ skipped: expect.stringContaining("Settings") });
  });
});

describe("what is stale", () => {
  const stale = (libraryId: number, kind: "movie" | "series", providers: readonly ProviderName[], limit = 10) =>
    listStale(db, kind, { libraryId, providers, staleBefore: ago(7), now: new Date(), limit });
  const said = (entityType: "movie" | "series", entityId: number, provider: ProviderName, days: number) => ({
    ...{ entityType, entityId, provider, status: "ok" as const, fields: {}, fetchedAt: ago(days) },
  });

  test("is no film because of a provider that can no longer be asked about it; the longest ago comes first", async () => {
    const { libraryId, movieIds } = await threeFilms(1);
    const [first, second, third] = movieIds;
    await db.delete(providerRecords);
    await db.update(movies).set({ imdbId: "tt0000001" }).where(eq(movies.id, first));
    await db
      .update(movies)
      .set({ imdbId: null })
      .where(inArray(movies.id, [second, third]));
    await db
      .insert(providerRecords)
      .values([
        ...movieIds.map((movieId) => said("movie", movieId, "tmdb", 1)),
        ...movieIds.map((movieId) => said("movie", movieId, "omdb", 30)),
        said("movie", third, "fanart", 20),
      ]);
    expect(await stale(libraryId, "movie", ["tmdb", "omdb"])).toEqual([first]);
    expect(await stale(libraryId, "movie", ["tmdb"])).toEqual([]);
    expect(await stale(libraryId, "movie", ["tmdb", "omdb", "fanart"])).toEqual([first, third]);
    await db
      .update(providerRecords)
      .set({ fetchedAt: ago(40) })
      .where(eq(providerRecords.provider, "fanart"));
    expect(await stale(libraryId, "movie", ["tmdb", "omdb", "fanart"], 1)).toEqual([third]);
    await db.delete(providerRecords).where(eq(providerRecords.entityId, second));
    expect(await stale(libraryId, "movie", ["tmdb", "omdb", "fanart"], 1)).toEqual([second]);
  });

  test("is a series only by providers that know one of its ids", async () => {
    const known = { tmdbId: 1437, identificationStatus: "enriched" as const };
    const { seriesId, libraryId } = await aShow(db, { series: known });
    await db.update(libraries).set({ automation: "full" });
    const all = ["tmdb", "tvdb", "tvmaze", "omdb", "fanart"] as const;
    await db.insert(providerRecords).values(all.map((name) => said("series", seriesId, name, name === "tmdb" ? 1 : 9)));
    expect(await stale(libraryId, "series", all)).toEqual([]);
    await db.insert(seriesExternalIds).values({ seriesId, tvmazeId: 180 });
    expect(await stale(libraryId, "series", all)).toEqual([seriesId]);
    await db.delete(seriesExternalIds);
    for (const ids of [{ tvdbId: 5 }, { tvdbId: null, imdbId: "tt1" }]) {
      await db.update(series).set(ids);
      expect(await stale(libraryId, "series", all)).toEqual([seriesId]);
    }
  });
});

test("series are refreshed by the feeds of every provider that knows them", async () => {
  const known = { tmdbId: 1437, identificationStatus: "enriched" as const };
  const { seriesId, libraryId } = await aShow(db, { series: known });
  const { seriesId: other } = await aShow(db, { libraryId, series: { ...known, tmdbId: 1438 } });
  const row = { entityType: "series", status: "ok", fields: {}, fetchedAt: ago(8) } as const;
  await db.insert(providerRecords).values([
    { ...row, entityId: seriesId, provider: "tmdb", providerId: "1437" },
    { ...row, entityId: other, provider: "tmdb", providerId: "1438" },
    { ...row, entityId: seriesId, provider: "tvmaze", providerId: "180" },
    { ...row, entityId: other, provider: "tvmaze", providerId: "181" },
  ]);
  simulator.setChanged({ tv: [7], tvmazeShows: [181] });
  // One library's reading is good for the series of all.
  expect(await refresh(libraryId)).toMatchObject({ changed: 1, unchanged: 3 });
  expect(await waitingFor()).toEqual([`series.enrich ${other} 8`]);
  expect(asked().sort()).toEqual(["/3/tv/changes 200", "/tvmaze/updates/shows 200"]);
  expect((await db.select().from(series)).every(({ lastEnrichedAt }) => lastEnrichedAt === null)).toBe(true);
});
