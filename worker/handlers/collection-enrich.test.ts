import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { assetCandidates, collectionFilms, collections, jobs, movies, providerCache } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { enrichCollectionSoon } from "#lib/collections/enrich-soon.ts";
import { mergeCollections } from "#lib/collections/merge-collections.ts";
import { log } from "#lib/log.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { collectionEnrich } from "./collection-enrich.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
    await setSetting(tx, "tmdb.imageBaseUrl", simulator.imageBaseUrl);
  });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.setFaults({});
  simulator.requests.reset();
  await db.delete(providerCache);
  await db.delete(jobs);
});

const enrich = (collectionId: number) =>
  collectionEnrich({
    db,
    payload: { collectionId },
    job: {
      ...{ jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} },
      ...{ type: "collection.enrich", runId: null, createdBy: null },
    },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  });
const rowOf = async (id: number) => (await db.select().from(collections).where(eq(collections.id, id)))[0];
async function aSet(values: Partial<typeof collections.$inferInsert>): Promise<number> {
  const [made] = await db
    .insert(collections)
    .values({ name: "Said by a film", ...values })
    .returning();
  return made?.id ?? 0;
}
const calls = () => simulator.requests.list().filter(({ path }) => path.startsWith("/3/collection/"));

test("a set gets its overview, films and pictures under locks, and a second time changes nothing", async () => {
  const collectionId = await aSet({ tmdbId: 2344, fanartLocked: true });
  const movieId = await aMovie(db, { collectionId, tmdbId: 603, identificationStatus: "enriched" }, { language: "de" });
  expect(await enrich(collectionId)).toMatchObject({ changed: true, cached: 1, passedOver: [] });
  const row = await rowOf(collectionId);
  expect(row).toMatchObject({ name: "Matrix Filmreihe", overview: expect.any(String), fanartId: null });
  expect(row?.posterId).not.toBeNull();
  expect(await db.$count(collectionFilms, eq(collectionFilms.collectionId, collectionId))).toBeGreaterThan(1);
  const chosen = await db
    .select({ type: assetCandidates.assetType, rank: assetCandidates.rank })
    .from(assetCandidates)
    .where(and(eq(assetCandidates.entityId, collectionId), eq(assetCandidates.isSelected, true)));
  expect(chosen).toEqual([{ type: "poster", rank: 1 }]);
  // The overview has no translation, so it is English.
  expect(calls()).toHaveLength(1);
  const [film] = await db.select().from(movies).where(eq(movies.id, movieId));
  expect(film?.version).toBeGreaterThan(1);
  expect(await enrich(collectionId)).toMatchObject({ changed: false, cached: 0 });
  expect(await rowOf(collectionId)).toEqual(row);
  expect(calls()).toHaveLength(1);
});

test("what a merged set has is listed too, under the name of the set it is in", async () => {
  const into = await aSet({ tmdbId: 8091, name: "Mine", nameLocked: true });
  const from = await aSet({ tmdbId: 726_871, name: "Dune Collection" });
  await aMovie(db, { collectionId: into });
  await aMovie(db, { collectionId: from });
  await transaction(db, (tx) => mergeCollections(tx, { intoId: into, fromId: from, userId: 1 }));
  await enrich(into);
  expect(await rowOf(into)).toMatchObject({ name: "Mine" });
  const listed = await db.select().from(collectionFilms).where(eq(collectionFilms.collectionId, into));
  const titles = listed.map(({ title }) => title);
  expect(titles.some((title) => title.startsWith("Alien"))).toBe(true);
  expect(titles.some((title) => title.startsWith("Dune"))).toBe(true);
});

test("R22 R23 a provider that is down, or no longer has the set, erases nothing", async () => {
  const kept = { overview: "Kept.", name: "Kept" };
  const collectionId = await aSet({ ...kept, tmdbId: 987_654_321 });
  await aMovie(db, { collectionId });
  expect(await enrich(collectionId)).toMatchObject({
    changed: false,
    partial: [expect.stringContaining("no longer has the set 987654321")],
  });
  simulator.setFaults({ rules: [{ path: "/3/collection/", status: 500 }] });
  await expect(enrich(collectionId)).rejects.toMatchObject({ code: "unavailable" });
  expect(await rowOf(collectionId)).toMatchObject(kept);
});

test("films of a set ask for it once a week", async () => {
  const collectionId = await aSet({ tmdbId: 263 });
  const films = [await aMovie(db, { collectionId }), await aMovie(db, { collectionId })];
  const ask = async () => {
    for (const movieId of films) await transaction(db, (tx) => enrichCollectionSoon(tx, { movieId, runId: null }));
    return db.$count(jobs, and(eq(jobs.type, "collection.enrich"), eq(jobs.status, "pending")));
  };
  expect(await ask()).toBe(1);
  await db.update(jobs).set({ status: "running" });
  expect(await ask()).toBe(0);
  await db.update(jobs).set({ status: "completed", completedAt: new Date() });
  expect(await ask()).toBe(0);
  await db.update(jobs).set({ result: { skipped: "TMDB is switched off." } });
  expect(await ask()).toBe(1);
  await db.delete(jobs).where(eq(jobs.status, "pending"));
  await db.update(jobs).set({ result: { changed: true }, completedAt: new Date(Date.now() - 8 * 24 * 3_600_000) });
  expect(await ask()).toBe(1);
  const own = await aMovie(db, { collectionId: await aSet({ name: "Own" }) });
  await transaction(db, (tx) => enrichCollectionSoon(tx, { movieId: own, runId: null }));
  expect(await ask()).toBe(1);
});
