import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  assetCandidates,
  configuration,
  crew,
  fieldChanges,
  itemEvents,
  jobs,
  libraryNfoFiles,
  movieActors,
  movieCrew,
  movies,
  providerCache,
  rateLimits,
  reviewCandidates,
  trailerCandidates,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { log } from "#lib/log.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { clearSetting, setSetting } from "#lib/settings/write-settings.ts";
import { listTimeline } from "#lib/undo/list-timeline.ts";
import { takeBackDecision } from "#lib/undo/take-back.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { JobContext } from "../handler.ts";
import { movieEnrich } from "./movie-enrich.ts";
import { movieIdentify } from "./movie-identify.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  await db.delete(jobs);
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} };
function context<T extends "movie.identify" | "movie.enrich">(
  payload: JobContext<T>["payload"],
  type: T,
  more: Partial<JobContext<T>["job"]> = {},
): JobContext<T> {
  return {
    db,
    payload,
    job: { ...job, type, runId: null, createdBy: null, ...more },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
    providers: { tmdb: { firstWaitMs: 1 } },
  };
}
const identify = (movieId: number, more = {}) => movieIdentify(context({ movieId }, "movie.identify", more));
const enrich = (movieId: number, more = {}, payload = {}) =>
  movieEnrich(context({ movieId, ...payload }, "movie.enrich", more));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const eventsOf = async (entityId: number) =>
  (await db.select().from(itemEvents).where(eq(itemEvents.entityId, entityId)).orderBy(asc(itemEvents.id))).map(
    ({ summary }) => summary,
  );
const waiting = async () => (await db.select({ type: jobs.type }).from(jobs).orderBy(jobs.id)).map(({ type }) => type);
const film = { title: "Night of the Living Dead", year: 1968 };

describe("identify", () => {
  test("an exact name is taken and passed on to be enriched", async () => {
    const movieId = await aMovie(db, film);
    expect(await identify(movieId)).toMatchObject({ outcome: "identified", tmdbId: 10331 });
    expect(await rowOf(movieId)).toMatchObject({ tmdbId: 10331, identificationStatus: "identified" });
    expect(await waiting()).toEqual(["movie.enrich"]);
  });

  test("an unsure one waits for a person with ranked candidates and reasons; again nothing is written", async () => {
    const movieId = await aMovie(db, { title: "Dune" });
    expect(await identify(movieId)).toMatchObject({ outcome: "unsure" });
    expect(await rowOf(movieId)).toMatchObject({ tmdbId: null, identificationStatus: "needs_identification" });
    const candidates = await db.select().from(reviewCandidates).orderBy(asc(reviewCandidates.rank));
    expect(candidates.length).toBeGreaterThanOrEqual(2);
    expect(candidates[0]?.reasons?.[0]).toBe("The title is the same.");
    expect(await waiting()).toEqual([]);
    const before = JSON.stringify([await rowOf(movieId), candidates]);
    await identify(movieId);
    const after = [await rowOf(movieId), await db.select().from(reviewCandidates).orderBy(asc(reviewCandidates.rank))];
    expect(JSON.stringify(after)).toBe(before);

    const tmdbId = Number(candidates[1]?.providerId);
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId, userId: 3 }));
    expect(await rowOf(movieId)).toMatchObject({ tmdbId, identificationStatus: "identified", identifiedBy: "user" });
    await identify(movieId);
    expect(await db.select().from(reviewCandidates)).toHaveLength(0);
    expect(await eventsOf(movieId)).toEqual([
      `Not sure which film it is: ${candidates.length} candidates`,
      `Identified as TMDB ${tmdbId} by hand`,
    ]);
  });

  test("ids that contradict each other are told with what each authority says", async () => {
    const of = { title: "Home film", filePath: "/x/Home film {tmdb-603}/Home film.mkv", fileName: "Home film.mkv" };
    const movieId = await aMovie(db, of);
    await db.insert(libraryNfoFiles).values({
      entityType: "movie",
      entityId: movieId,
      path: "/x/Home film {tmdb-603}/movie.nfo",
      hash: "x",
      snapshot: { uniqueIds: [{ type: "tmdb", value: "604", default: true }] },
    });
    expect(await identify(movieId)).toMatchObject({ outcome: "unsure", candidates: 2 });
    const said = ["The name says TMDB 603, The Matrix (1999).", "The NFO says TMDB 604, The Matrix Reloaded (2003)."];
    expect(await rowOf(movieId)).toMatchObject({
      identificationReasons: ["Its ids do not mean the same film.", ...said, expect.any(String)],
    });
    const candidates = await db.select().from(reviewCandidates).where(eq(reviewCandidates.entityId, movieId));
    expect(candidates.map(({ reasons }) => reasons?.[0])).toEqual(expect.arrayContaining(said));
  });

  test("a film that no database has is left alone by automation", async () => {
    const movieId = await aMovie(db, { ...film, unlisted: true });
    expect(await identify(movieId)).toEqual({ skipped: "A person said that no database has this film." });
    expect(await identify(movieId, { createdBy: 1 })).toMatchObject({ outcome: "identified" });
  });

  test("an id in the name wins over everything but a person", async () => {
    const movieId = await aMovie(db, {
      ...film,
      filePath: "/films-x/Wrong {tmdb-653}/Wrong {tmdb-653}.mkv",
      fileName: "x",
    });
    expect(await identify(movieId)).toMatchObject({ tmdbId: 653 });
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: 3 }));
    expect(await identify(movieId)).toMatchObject({ tmdbId: 10331 });
  });

  test("in a manual library only ids count, and nothing follows by itself; a run goes on", async () => {
    const named = await aMovie(db, film, { automation: "manual" });
    expect(await identify(named)).toMatchObject({ outcome: "unsure" });
    const withId = await aMovie(db, { ...film, tmdbId: 10331 }, { automation: "manual" });
    expect(await identify(withId)).toMatchObject({ outcome: "identified" });
    expect(await waiting()).toEqual([]);
    expect(await identify(named, { runId: newRunId("enrich") })).toMatchObject({ outcome: "identified" });
    expect(await waiting()).toEqual(["movie.enrich"]);
  });

  test("without a key it is left as it is, and says why", async () => {
    const movieId = await aMovie(db, film);
    const [key] = await db.select().from(configuration).where(eq(configuration.key, "tmdb.apiKey"));
    await transaction(db, (tx) => clearSetting(tx, "tmdb.apiKey"));
    expect(await identify(movieId)).toEqual({ skipped: expect.stringContaining("no API key") });
    expect(await rowOf(movieId)).toMatchObject({ identificationStatus: "discovered" });
    if (key) await db.insert(configuration).values(key);
  });

  test("an unmonitored film is left alone by automation, not by a person", async () => {
    const movieId = await aMovie(db, { ...film, monitored: false });
    expect(await identify(movieId)).toEqual({ skipped: "The film is not monitored." });
    expect(await identify(movieId, { createdBy: 1 })).toMatchObject({ outcome: "identified" });
    expect(await identify(999_999)).toEqual({ skipped: "The film is no longer in Metarr." });
  });
});

describe("enrich", () => {
  test("brings values, cast, crew, pictures and trailers, and asks for the artwork", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 10331 });
    const result = await enrich(movieId);
    expect(result).toMatchObject({ changed: true });
    expect(result).not.toHaveProperty("partial");
    const row = await rowOf(movieId);
    expect(row).toMatchObject({
      imdbId: "tt0063350",
      identificationStatus: "enriched",
      directors: ["George A. Romero"],
    });
    expect(row?.lastEnrichedAt).toBeInstanceOf(Date);
    expect(await db.$count(movieActors, eq(movieActors.movieId, movieId))).toBeGreaterThan(5);
    expect(await db.$count(assetCandidates, eq(assetCandidates.entityId, movieId))).toBeGreaterThan(5);
    expect(await db.$count(trailerCandidates, eq(trailerCandidates.entityId, movieId))).toBeGreaterThan(0);
    expect(await waiting()).toEqual(["artwork.select", "collection.enrich"]);
    expect(simulator.requests.list().map(({ path }) => path)).toEqual(["/3/movie/10331"]);
  });

  test("directors and writers are people with an id and the job that the provider says", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 78 });
    await enrich(movieId);
    const written = await db
      .select({ job: movieCrew.job, hasId: isNotNull(crew.tmdbId).mapWith(Boolean) })
      .from(movieCrew)
      .innerJoin(crew, eq(crew.id, movieCrew.crewId))
      .where(and(eq(movieCrew.movieId, movieId), inArray(movieCrew.department, ["Directing", "Writing"])));
    expect(written.map(({ job }) => job).toSorted()).toEqual(["Director", "Novel", "Screenplay", "Screenplay"]);
    expect(written.every(({ hasId }) => hasId)).toBe(true);
  });

  test("a second time changes no row and asks TMDB nothing", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 10331 });
    await enrich(movieId);
    const tables = [
      movies,
      fieldChanges,
      actors,
      movieActors,
      assetCandidates,
      trailerCandidates,
      providerCache,
      rateLimits,
    ];
    const everything = async () =>
      JSON.stringify(await Promise.all(tables.map((table) => db.select().from(table).then(inOrder))));
    const before = await everything();
    simulator.requests.reset();
    expect(await enrich(movieId)).toEqual({ changed: false, fields: [] });
    expect(await everything()).toBe(before);
    expect(simulator.requests.list()).toHaveLength(0);
  });

  test("R23 a film that TMDB lost keeps everything and goes to the review queue", async () => {
    const movieId = await aMovie(db, { ...film, plot: "kept", tmdbId: 987_654_321, identificationStatus: "enriched" });
    const result = await enrich(movieId);
    expect(result).toMatchObject({ partial: [expect.stringContaining("no longer has the film 987654321")] });
    expect(await rowOf(movieId)).toMatchObject({
      plot: "kept",
      tmdbId: 987_654_321,
      identificationStatus: "needs_identification",
      deletedAt: null,
    });
  });

  test("R22 an open breaker gives the attempt back until it closes", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 10331 });
    simulator.setFaults({ rules: [{ connection: "reset" }] });
    for (let run = 0; run < 2; run++) await enrich(movieId).catch(() => {});
    await expect(enrich(movieId)).rejects.toMatchObject({ name: "RetryLater" });
  });

  test("only the asked part is done", async () => {
    const movieId = await aMovie(db, { title: "Mine", tmdbId: 10331 });
    await enrich(movieId, { createdBy: 1 }, { parts: ["cast"] });
    expect(await rowOf(movieId)).toMatchObject({ title: "Mine", identificationStatus: "discovered" });
    expect(await db.$count(movieActors, eq(movieActors.movieId, movieId))).toBeGreaterThan(5);
    expect(await waiting()).toEqual([]);
  });

  test("another id in its name leaves nothing of the wrong film, once TMDB answers; that can be taken back", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 10331 });
    await enrich(movieId);
    const wrong = await rowOf(movieId);
    const offers = () => db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId));
    const wrongUrls = new Set((await offers()).map(({ url }) => url));
    const filePath = "/films-y/Another {tmdb-653}/Another {tmdb-653}.mkv";
    await db.update(movies).set({ filePath, tmdbId: null, imdbId: null }).where(eq(movies.id, movieId));
    expect(await identify(movieId)).toMatchObject({ tmdbId: 653 });
    // Not from what was kept of its answers when it was identified.
    await db.delete(providerCache);
    simulator.setFaults({ rules: [{ status: 500 }] });
    await enrich(movieId).catch(() => {});
    expect(await rowOf(movieId)).toMatchObject({ tmdbId: 653, plot: wrong?.plot });
    simulator.setFaults({});
    await db.delete(rateLimits);
    await enrich(movieId);
    const right = await rowOf(movieId);
    expect(right?.plot).not.toBe(wrong?.plot);
    expect(right?.imdbId).not.toBe(wrong?.imdbId);
    expect((await offers()).length).toBeGreaterThan(0);
    expect((await offers()).some(({ url }) => wrongUrls.has(url))).toBe(false);

    const [decision] = (await listTimeline(db, { scope: { movieId } })).entries.flatMap((entry) =>
      entry.type === "event" && entry.target ? [entry.target] : [],
    );
    await db.delete(jobs);
    const eventId = decision?.eventId ?? 0;
    await transaction(db, (tx) => takeBackDecision(tx, { eventId, userId: null }));
    expect(await rowOf(movieId)).toMatchObject({ plot: wrong?.plot, title: wrong?.title, tmdbId: null });
    expect(await offers()).toEqual([]);
  });

  test("a film identified anew meanwhile is fetched again instead", async () => {
    const movieId = await aMovie(db, { ...film, tmdbId: 10331 });
    simulator.setFaults({ rules: [{ path: "/movie/10331", latencyMs: [600, 600] }] });
    const running = enrich(movieId);
    // The film was read before TMDB was asked, and the answer takes longer than this.
    await expect.poll(() => simulator.requests.peakPerSecond(), { interval: 10 }).toBeGreaterThan(0);
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 653, userId: 1 }));
    expect(await running).toMatchObject({ skipped: expect.stringContaining("anew") });
    expect(await rowOf(movieId)).toMatchObject({ tmdbId: 653, plot: null });
    expect(await waiting()).toEqual(["movie.enrich"]);
  });
});
