import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { fieldChanges, itemEvents, jobs, libraryNfoFiles, reviewCandidates, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { enqueuePhase } from "#lib/libraries/phases.ts";
import { log } from "#lib/log.ts";
import { identifySeriesAs } from "#lib/series/identify.ts";
import { aShow, aTvLibrary, type Show } from "#lib/series/testing.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { JobContext } from "../handler.ts";
import { seriesIdentify } from "./series-identify.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
    await setSetting(tx, "tvmaze.enabled", false);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await db.delete(jobs);
});

const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} };
const identify = (seriesId: number, more: Partial<JobContext<"series.identify">["job"]> = {}) =>
  seriesIdentify({
    db,
    payload: { seriesId },
    job: { ...job, type: "series.identify", runId: null, createdBy: null, ...more },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  });
const season = (count: number) => Array.from({ length: count }, (_, index) => ({ season: 1, number: index + 1 }));
let shows = 0;
const show = async (title: string, more: Show["series"] = {}, episodes = 6) => {
  const directoryPath = `/tv-${++shows}/${title}`;
  const made = await aShow(db, { series: { title, directoryPath, ...more }, episodes: season(episodes) });
  return made.seriesId;
};
const rowOf = async (seriesId: number) => (await db.select().from(series).where(eq(series.id, seriesId)))[0];
const eventsOf = async (entityId: number) =>
  (await db.select().from(itemEvents).where(eq(itemEvents.entityId, entityId)).orderBy(asc(itemEvents.id))).map(
    ({ summary }) => summary,
  );

test("a series is known by title and episodes, with its ids in other databases, its reasons and its history", async () => {
  const seriesId = await show("The Office (US)", {}, 6);
  expect(await identify(seriesId)).toMatchObject({ outcome: "identified", ids: { tmdb: 2316, tvdb: 73244 } });
  expect(await rowOf(seriesId)).toMatchObject({
    tmdbId: 2316,
    tvdbId: 73244,
    imdbId: "tt0386676",
    identificationStatus: "identified",
    identifiedBy: "search",
    identificationReasons: expect.arrayContaining(["The title is the same.", "It has all 6 episodes."]),
  });
  const changes = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, seriesId));
  expect(changes.map(({ field, source }) => `${field} ${source}`).toSorted()).toEqual([
    "imdbId tmdb",
    "tmdbId tmdb",
    "tvdbId tmdb",
  ]);
  expect(await eventsOf(seriesId)).toEqual(["Identified as The Office (2005) by its name"]);
});

test("namesakes wait for a person, and the same again writes nothing; a pick by hand stands", async () => {
  const seriesId = await show("Ghosts");
  expect(await identify(seriesId)).toMatchObject({ outcome: "unsure" });
  const [first] = await db.select().from(reviewCandidates).where(eq(reviewCandidates.entityId, seriesId));
  expect(first).toMatchObject({ entityType: "series", provider: "tmdb", title: "Ghosts" });
  const before = await rowOf(seriesId);
  expect(before).toMatchObject({ identificationStatus: "needs_identification" });
  await identify(seriesId);
  expect(await rowOf(seriesId)).toEqual(before);

  const pick = { provider: "tmdb" as const, providerId: 88055, name: "Ghosts (2019)" };
  await transaction(db, (tx) => identifySeriesAs(tx, { seriesId, pick, userId: null }));
  expect(await rowOf(seriesId)).toMatchObject({ tmdbId: 88055, identifiedBy: "user" });
  await identify(seriesId);
  expect(await rowOf(seriesId)).toMatchObject({ tmdbId: 88055, tvdbId: 360871 });
  expect(await eventsOf(seriesId)).toEqual([
    "Not sure which series it is: 2 candidates",
    "Identified as Ghosts (2019) by hand",
  ]);
});

test("ids of folder and NFO are checked against each other", async () => {
  const seriesId = await show("Home series {tvdb-81189}", { title: "Home series" });
  await db.insert(libraryNfoFiles).values({
    entityType: "series",
    entityId: seriesId,
    path: `/tv-${shows}/tvshow.nfo`,
    hash: "x",
    snapshot: { uniqueIds: [{ type: "tmdb", value: "70523", default: true }] },
  });
  expect(await identify(seriesId)).toMatchObject({ outcome: "unsure", candidates: 2 });
  expect((await rowOf(seriesId))?.identificationReasons).toEqual([
    "Its ids do not mean the same series.",
    "The NFO says TMDB 70523, Dark (2017).",
    "The name says TVDB 81189, Breaking Bad (2008).",
    expect.any(String),
  ]);
});

test("what automation leaves alone, a person can ask for", async () => {
  const unlisted = await show("Dark", { unlisted: true });
  expect(await identify(unlisted)).toEqual({ skipped: "A person said that no database has this series." });
  expect(await identify(unlisted, { createdBy: 1 })).toMatchObject({ outcome: "identified" });
  const unmonitored = await show("Firefly", { monitored: false });
  expect(await identify(unmonitored)).toEqual({ skipped: "The series is not monitored." });
  const libraryId = await aTvLibrary(db, { automation: "manual" });
  const { seriesId } = await aShow(db, { libraryId, series: { title: "Sherlock" }, episodes: season(3) });
  expect(await identify(seriesId)).toMatchObject({ outcome: "unsure", candidates: 0 });
  expect(await identify(seriesId, { runId: newRunId("identify") })).toMatchObject({ outcome: "identified" });
});

test("without a provider that knows series it is left as it is, and says why", async () => {
  await transaction(db, (tx) => setSetting(tx, "tmdb.enabled", false));
  const seriesId = await show("Dark");
  expect(await identify(seriesId)).toEqual({ skipped: expect.stringContaining("No provider that knows series") });
  expect(await rowOf(seriesId)).toMatchObject({ identificationStatus: "discovered" });
  await transaction(db, (tx) => setSetting(tx, "tmdb.enabled", true));
});

test("a phase asks for every series of a library that waits, and for one by its id", async () => {
  const libraryId = await aTvLibrary(db);
  const ids = [];
  for (const values of [{}, { identificationStatus: "needs_identification" as const }, { unlisted: true }]) {
    ids.push((await aShow(db, { libraryId, series: { title: "Dark", ...values } })).seriesId);
  }
  expect(await enqueuePhase(db, { phase: "identify", target: { libraryId }, onlyDue: true })).toBe(1);
  await db.delete(jobs);
  expect(await enqueuePhase(db, { phase: "identify", target: { libraryId } })).toBe(2);
  await db.delete(jobs);
  expect(await enqueuePhase(db, { phase: "identify", target: { seriesId: ids[2] ?? 0 } })).toBe(1);
  const waiting = await db.select({ type: jobs.type, payload: jobs.payload }).from(jobs);
  expect(waiting).toEqual([{ type: "series.identify", payload: { seriesId: ids[2] } }]);
  await expect(enqueuePhase(db, { phase: "identify", target: { seriesId: 999_999 } })).rejects.toMatchObject({
    code: "not_found",
  });
});
