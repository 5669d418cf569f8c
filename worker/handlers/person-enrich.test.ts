import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, assetCandidates, cacheImageFiles, fieldChanges, providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { listPersonArtwork, offerOwnPortrait, setPortraitBlock } from "#lib/artwork/portrait-offers.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { keepUpload } from "#lib/artwork/uploads.ts";
import { log } from "#lib/log.ts";
import { choosePortrait } from "#lib/people/choose-portrait.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import type { JobContext } from "../handler.ts";
import { personEnrich } from "./person-enrich.ts";
import { personPortrait } from "./person-portrait.ts";

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 }, artworkScale: 0.1 });
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
  await db.delete(actors);
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

/** TMDB's id of Audrey Tautou. */
const tmdbId = 2405;
const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers", payload: {} };
function context<T extends "person.enrich" | "person.portrait">(
  type: T,
  payload: JobContext<T>["payload"],
): JobContext<T> {
  return {
    db,
    payload,
    job: { ...job, type, runId: null, createdBy: null },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  };
}
const enrich = (actorId: number) => personEnrich(context("person.enrich", { actorId }));
async function anActor(values: Partial<typeof actors.$inferInsert> = {}): Promise<number> {
  const [row] = await db
    .insert(actors)
    .values({ name: "A. Tautou", nameNormalized: "a tautou", tmdbId, ...values })
    .returning({ id: actors.id });
  return row?.id ?? 0;
}
const rowOf = async (actorId: number) => (await db.select().from(actors).where(eq(actors.id, actorId)))[0];
const pictureRequests = () => simulator.requests.list().filter(({ path }) => path.includes("profile")).length;

test("a person gets name, biography and one headshot, which is downloaded once", async () => {
  const actorId = await anActor();
  expect(await enrich(actorId)).toMatchObject({ cached: 1 });
  const row = await rowOf(actorId);
  expect(row).toMatchObject({
    name: "Audrey Tautou",
    nameNormalized: "audrey tautou",
    identificationStatus: "enriched",
  });
  expect(row?.biography).toContain("Audrey Tautou");
  expect(row?.imageHash).toMatch(/^[0-9a-f]{64}$/);
  expect(row?.lastEnrichedAt).toBeInstanceOf(Date);
  const told = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, actorId));
  expect(told.map(({ field }) => field)).toEqual(expect.arrayContaining(["name", "biography", "imdbId"]));
  expect(await enrich(actorId)).toMatchObject({ fields: [], cached: 0 });
  expect(pictureRequests()).toBe(1);
  expect(await db.$count(fieldChanges, eq(fieldChanges.entityId, actorId))).toBe(told.length);
});

test("a locked name and picture stay, and so does a picture found beside the media", async () => {
  const actorId = await anActor({ nameLocked: true, imageLocked: true });
  await enrich(actorId);
  expect(await rowOf(actorId)).toMatchObject({ name: "A. Tautou", imageHash: null, imageUrl: null });
  expect(pictureRequests()).toBe(0);
  await db.insert(cacheImageFiles).values({
    entityType: "actor",
    entityId: actorId,
    imageType: "actor_thumb",
    filePath: "cache/assets/none.jpg",
    fileName: "none.jpg",
    fileSizeBytes: 1,
    fileHash: "local",
    width: 1,
    height: 1,
    format: "jpg",
    sourceType: "local",
  });
  await db.update(actors).set({ imageLocked: false, imageHash: "local" }).where(eq(actors.id, actorId));
  await enrich(actorId);
  // Its file is gone, so the provider's takes its place.
  expect((await rowOf(actorId))?.imageHash).not.toBe("local");
});

test("a person TMDB no longer has keeps everything; one without an id is not asked about", async () => {
  const gone = await anActor({ tmdbId: 999_999_999, biography: "Kept." });
  expect(await enrich(gone)).toMatchObject({ partial: [expect.stringContaining("no longer has")] });
  expect(await rowOf(gone)).toMatchObject({ biography: "Kept.", identificationStatus: "identified" });
  const bare = await anActor({ tmdbId: null, name: "Nobody", nameNormalized: "nobody" });
  simulator.requests.reset();
  await enrich(bare);
  expect(simulator.requests.list()).toEqual([]);
});

test("a picture a person brought is shown, another one can be chosen again", async () => {
  const actorId = await anActor();
  await enrich(actorId);
  const before = (await rowOf(actorId))?.imageHash;
  const upload = await keepUpload(await jpeg(7));
  await db.update(actors).set({ imageLocked: true }).where(eq(actors.id, actorId));
  expect(await personPortrait(context("person.portrait", { actorId, upload }))).toEqual({ cached: 1 });
  expect(await rowOf(actorId)).toMatchObject({ imageHash: upload, imageLocked: true });
  await enrich(actorId);
  expect(await rowOf(actorId)).toMatchObject({ imageHash: upload });
  const [first] = await db
    .select()
    .from(cacheImageFiles)
    .where(eq(cacheImageFiles.fileHash, before ?? ""));
  await transaction(db, (tx) => choosePortrait(tx, { actorId, cacheFileId: first?.id ?? 0, userId: 1 }));
  expect(await rowOf(actorId)).toMatchObject({ imageHash: before, imageLocked: true });
  const chosen = await db.select().from(assetCandidates).where(eq(assetCandidates.isSelected, true));
  expect(chosen).toMatchObject([{ entityId: actorId, cacheFileId: first?.id, rank: 1 }]);
});

test("the portraits that TMDB has are offered with a score, and a blocked one gives way to the next", async () => {
  const actorId = await anActor();
  await enrich(actorId);
  const offered = (await listPersonArtwork(db, actorId)).candidates;
  expect(offered.length).toBeGreaterThan(1);
  expect(offered.every(({ score }) => score !== null)).toBe(true);
  const [shown, ...others] = offered;
  expect([shown?.isSelected, others.some(({ isSelected }) => isSelected)]).toEqual([true, false]);
  const block = { actorId, candidateId: shown?.candidateId ?? 0, blocked: true, userId: null };
  await transaction(db, (tx) => setPortraitBlock(tx, block));
  expect((await rowOf(actorId))?.imageHash).toBeNull();
  await enrich(actorId);
  const after = (await listPersonArtwork(db, actorId)).candidates;
  expect(after[0]).toMatchObject({ isSelected: true });
  expect(after[0]?.candidateId).not.toBe(shown?.candidateId);
  expect(after.at(-1)).toMatchObject({ candidateId: shown?.candidateId, isBlocked: true, isSelected: false });
});

test("a portrait that turns out to be none says so, and the one before stays chosen", async () => {
  const actorId = await anActor();
  await enrich(actorId);
  const before = await rowOf(actorId);
  const upload = await keepUpload((await jpeg(8)).subarray(0, 200));
  const { candidateId } = await transaction(db, (tx) => offerOwnPortrait(tx, { actorId, url: `cache:${upload}` }));
  await expect(personPortrait(context("person.portrait", { actorId, upload }))).rejects.toThrow();
  const { candidates } = await listPersonArtwork(db, actorId);
  expect(candidates.find((each) => each.candidateId === candidateId)).toMatchObject({
    isSelected: false,
    failureReason: expect.stringMatching(/./),
  });
  expect(candidates[0]).toMatchObject({ isSelected: true, hash: before?.imageHash });
});
