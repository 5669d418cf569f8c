import { existsSync } from "node:fs";
import { join } from "node:path";
import { desc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assetCandidates, cacheImageFiles, collections, fieldChanges, jobs, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";
import { cacheCandidate } from "./cache-candidate.ts";
import { saveCandidates } from "./candidates.ts";
import { listArtwork } from "./list-artwork.ts";
import {
  addArtworkUrl,
  pickArtwork,
  removeArtwork,
  restoreArtwork,
  setArtworkBlock,
  setArtworkLock,
  setPictureLock,
  unpickArtwork,
  uploadArtwork,
} from "./pick.ts";
import { selectArtwork } from "./select.ts";
import { assetPath, thumbnailPath } from "./store.ts";
import { aFilm, anOffer, jpeg, posterSize, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());
beforeEach(() => db.delete(jobs));

const userId = null;
const getMovie = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const candidatesOf = (movieId: number) =>
  db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId)).orderBy(assetCandidates.id);
const queued = async () => (await db.select().from(jobs)).map((job) => job.type);

/** A film with the poster /a.jpg chosen and /b.jpg offered. */
async function filmWithPoster(library: { automation?: "review" | "full" } = {}) {
  const { movieId } = await aFilm(db, { library, movie: { identificationStatus: "enriched" } });
  server.files.set("/a.jpg", await jpeg(1)).set("/b.jpg", await jpeg(2));
  const candidates = [anOffer("/a.jpg", posterSize), anOffer("/b.jpg", { ...posterSize, language: "fr" })];
  const owner = { entityType: "movie", entityId: movieId, provider: "tmdb" } as const;
  await transaction(db, (tx) => saveCandidates(tx, { ...owner, candidates }));
  await selectArtwork(db, { movieId });
  const [a, b] = await candidatesOf(movieId);
  return { movieId, a: a?.id ?? 0, b: b?.id ?? 0 };
}

const ofFilm = (movieId: number) => ({ entityType: "movie", entityId: movieId }) as const;

describe("a picked poster", () => {
  test("locks its type, is downloaded by a job and then shown", async () => {
    const { movieId, a, b } = await filmWithPoster();
    const before = await getMovie(movieId);
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    expect(await getMovie(movieId)).toMatchObject({ posterLocked: true, posterId: before?.posterId });
    expect(await queued()).toEqual(["artwork.cache"]);
    expect(await cacheCandidate(db, { candidateId: b })).toEqual({ failure: null });
    const rows = await candidatesOf(movieId);
    expect(rows.find((row) => row.id === a)).toMatchObject({ isSelected: false, rank: null });
    expect(rows.find((row) => row.id === b)).toMatchObject({ isSelected: true, rank: 1, userLocked: true });
    const movie = await getMovie(movieId);
    expect(movie?.posterId).toBe(rows.find((row) => row.id === b)?.cacheFileId);
    expect(movie?.version).toBeGreaterThan(before?.version ?? 0);
    const changes = await db
      .select()
      .from(fieldChanges)
      .where(eq(fieldChanges.entityId, movieId))
      .orderBy(fieldChanges.id);
    expect(changes.at(-1)).toMatchObject({ field: "poster", source: "user" });
  });

  test("survives the next selection", async () => {
    const { movieId, b } = await filmWithPoster();
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    await cacheCandidate(db, { candidateId: b });
    const before = await getMovie(movieId);
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: [] });
    expect(await getMovie(movieId)).toEqual(before);
  });

  test("that is in the cache already is shown at once, and published where the library does that by itself", async () => {
    const { movieId, a, b } = await filmWithPoster({ automation: "full" });
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    await cacheCandidate(db, { candidateId: b });
    await db.delete(jobs);
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: a, userId }));
    expect(await queued()).toEqual(["movie.publish"]);
    const rows = await candidatesOf(movieId);
    expect((await getMovie(movieId))?.posterId).toBe(rows.find((row) => row.id === a)?.cacheFileId);
  });

  test("that turns out to be no picture gives its place back", async () => {
    const { movieId, a } = await filmWithPoster();
    server.files.set("/page.jpg", Buffer.from("<html><body>"));
    const owner = { entityType: "movie", entityId: movieId, provider: "tmdb" } as const;
    await transaction(db, (tx) =>
      saveCandidates(tx, { ...owner, candidates: [anOffer("/a.jpg"), anOffer("/page.jpg")] }),
    );
    const page = (await candidatesOf(movieId)).find((row) => row.providerId === "/page.jpg")?.id ?? 0;
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: page, userId }));
    const { failure } = await cacheCandidate(db, { candidateId: page });
    expect(failure).toContain("is a web page");
    const rows = await candidatesOf(movieId);
    expect(rows.find((row) => row.id === a)).toMatchObject({ isSelected: true, rank: 1 });
    expect(rows.find((row) => row.id === page)).toMatchObject({ isSelected: false, failureReason: failure });
  });

  test("that turns out to be no picture leaves the one alone that a person chose after it", async () => {
    const { movieId, b } = await filmWithPoster();
    server.files.set("/late.jpg", Buffer.from("<html><body>"));
    const owner = { entityType: "movie", entityId: movieId, provider: "tmdb" } as const;
    await transaction(db, (tx) =>
      saveCandidates(tx, { ...owner, candidates: [anOffer("/a.jpg"), anOffer("/b.jpg"), anOffer("/late.jpg")] }),
    );
    const late = (await candidatesOf(movieId)).find((row) => row.providerId === "/late.jpg")?.id ?? 0;
    for (const candidateId of [late, b]) await transaction(db, (tx) => pickArtwork(tx, { candidateId, userId }));
    expect((await cacheCandidate(db, { candidateId: late })).failure).toContain("is a web page");
    expect((await candidatesOf(movieId)).filter((row) => row.isSelected)).toMatchObject([{ id: b, rank: 1 }]);
    await cacheCandidate(db, { candidateId: b });
    const shown = (await candidatesOf(movieId)).find((row) => row.id === b)?.cacheFileId;
    expect((await getMovie(movieId))?.posterId).toBe(shown);
  });

  test("can be given up: unlocked, the best is chosen again", async () => {
    const { movieId, a, b } = await filmWithPoster();
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    await cacheCandidate(db, { candidateId: b });
    await transaction(db, (tx) => setArtworkLock(tx, { ...ofFilm(movieId), type: "poster", locked: false, userId }));
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: ["poster"], downloaded: 0 });
    expect((await candidatesOf(movieId)).find((row) => row.isSelected)?.id).toBe(a);
  });
});

describe("one picture alone", () => {
  test("is locked: it stays when its type is chosen anew, until it is unlocked", async () => {
    const { movieId, a, b } = await filmWithPoster();
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    await cacheCandidate(db, { candidateId: b });
    await transaction(db, (tx) => setArtworkLock(tx, { ...ofFilm(movieId), type: "poster", locked: false, userId }));
    await transaction(db, (tx) => setPictureLock(tx, { candidateId: b, locked: true }));
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: [] });
    await transaction(db, (tx) => setPictureLock(tx, { candidateId: b, locked: false }));
    expect(await selectArtwork(db, { movieId })).toMatchObject({ changed: ["poster"] });
    const rows = await candidatesOf(movieId);
    expect(rows.find((row) => row.id === a)).toMatchObject({ isSelected: true });
  });

  test("is locked again when what unlocked it is taken back", async () => {
    const { movieId, a, b } = await filmWithPoster();
    const ofType = { ...ofFilm(movieId), type: "poster", userId } as const;
    await transaction(db, (tx) => setPictureLock(tx, { candidateId: a, locked: true }));
    await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
    const earlier = { chosenIds: [a], addedIds: [b], lockedIds: [a], locked: false };
    await transaction(db, (tx) => restoreArtwork(tx, { ...ofType, ...earlier }));
    const rows = await candidatesOf(movieId);
    expect(rows.find((row) => row.id === a)).toMatchObject({ isSelected: true, userLocked: true });
    expect(rows.find((row) => row.id === b)).toMatchObject({ isSelected: false, userLocked: false });
    expect(await getMovie(movieId)).toMatchObject({ posterLocked: false });
  });

  test("is locked only while it is chosen", async () => {
    const { b } = await filmWithPoster();
    const locked = transaction(db, (tx) => setPictureLock(tx, { candidateId: b, locked: true }));
    await expect(locked).rejects.toThrow("This picture is not chosen any more.");
  });
});

test("a set's picture is picked like a film's, and its films wait to be published", async () => {
  const [set] = await db.insert(collections).values({ name: "Heat Collection" }).returning();
  const collectionId = set?.id ?? 0;
  const owner = { entityType: "collection", entityId: collectionId } as const;
  const { movieId } = await aFilm(db, { movie: { collectionId } });
  const { candidateId } = await uploadArtwork(db, { ...owner, type: "poster", bytes: await jpeg(21), userId });
  const before = (await getMovie(movieId))?.version ?? 0;
  await cacheCandidate(db, { candidateId });
  const rowOf = async () => (await db.select().from(collections).where(eq(collections.id, collectionId)))[0];
  expect(await rowOf()).toMatchObject({ posterLocked: true, posterId: expect.any(Number) });
  expect((await getMovie(movieId))?.version).toBe(before + 1);
  expect((await listArtwork(db, owner)).slice(0, 2).map(({ type, isLocked }) => [type, isLocked])).toEqual([
    ["poster", true],
    ["fanart", false],
  ]);
  await transaction(db, (tx) => unpickArtwork(tx, { candidateId, userId }));
  expect(await rowOf()).toMatchObject({ posterLocked: true, posterId: null });
  await expect(
    transaction(db, (tx) => addArtworkUrl(tx, { ...owner, type: "thumb", url: "https://a.example/b.jpg", userId })),
  ).rejects.toMatchObject({ code: "invalid" });
});

test("an unpicked poster does not come back by itself", async () => {
  const { movieId, a } = await filmWithPoster();
  await transaction(db, (tx) => unpickArtwork(tx, { candidateId: a, userId }));
  await selectArtwork(db, { movieId });
  expect(await getMovie(movieId)).toMatchObject({ posterId: null, posterLocked: true });
});

test("a blocked poster never returns, the next best takes its place", async () => {
  const { movieId, a, b } = await filmWithPoster();
  await transaction(db, (tx) => setArtworkBlock(tx, { candidateId: a, blocked: true, userId }));
  expect(await queued()).toEqual(["artwork.select"]);
  await selectArtwork(db, { movieId });
  expect((await candidatesOf(movieId)).filter((row) => row.isSelected).map((row) => row.id)).toEqual([b]);
});

test("a blocked poster that an undo brings back may be chosen again", async () => {
  const { movieId, a } = await filmWithPoster();
  await transaction(db, (tx) => setArtworkBlock(tx, { candidateId: a, blocked: true, userId }));
  const [change] = await db
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(eq(fieldChanges.entityId, movieId))
    .orderBy(desc(fieldChanges.id))
    .limit(1);
  await transaction(db, (tx) => undoChanges(tx, { changeIds: [change?.id ?? 0], userId }));
  const rows = await candidatesOf(movieId);
  expect(rows.find((row) => row.id === a)).toMatchObject({ isSelected: true, isBlocked: false });
});

describe("an uploaded picture", () => {
  test("waits for the worker, then is shown and kept", async () => {
    const { movieId } = await filmWithPoster();
    const { candidateId } = await uploadArtwork(db, {
      ...ofFilm(movieId),
      type: "poster",
      bytes: await jpeg(9),
      userId,
    });
    expect(await getMovie(movieId)).toMatchObject({ posterLocked: true });
    await cacheCandidate(db, { candidateId });
    const row = (await candidatesOf(movieId)).find((each) => each.id === candidateId);
    expect(row).toMatchObject({ provider: "user", isSelected: true, userLocked: true, width: posterSize.width });
    expect((await getMovie(movieId))?.posterId).toBe(row?.cacheFileId);
    expect(existsSync(join(env.DATA_DIR, "cache/uploads", row?.url.slice(6) ?? ""))).toBe(false);
  });

  test("for two films and two types is kept for each of them", async () => {
    const [one, other] = [await filmWithPoster(), await filmWithPoster()];
    const bytes = await jpeg(11);
    const wanted = [
      { ...ofFilm(one.movieId), type: "poster" },
      { ...ofFilm(other.movieId), type: "poster" },
      { ...ofFilm(other.movieId), type: "keyart" },
    ] as const;
    const uploads: number[] = [];
    for (const each of wanted) uploads.push((await uploadArtwork(db, { ...each, bytes, userId })).candidateId);
    for (const candidateId of uploads) expect((await cacheCandidate(db, { candidateId })).failure).toBeNull();
    const rows = await db.select().from(assetCandidates).where(inArray(assetCandidates.id, uploads));
    expect(rows.map((row) => [row.isSelected, row.cacheFileId !== null])).toEqual(wanted.map(() => [true, true]));
    expect(existsSync(join(env.DATA_DIR, "cache/uploads", rows[0]?.url.slice(6) ?? ""))).toBe(false);
  });

  test("that cannot be decoded says so for each film it was brought for", async () => {
    const [one, other] = [await filmWithPoster(), await filmWithPoster()];
    const bytes = (await jpeg(12)).subarray(0, 300);
    const uploads: number[] = [];
    for (const { movieId } of [one, other])
      uploads.push((await uploadArtwork(db, { ...ofFilm(movieId), type: "poster", bytes, userId })).candidateId);
    const failures: (string | null)[] = [];
    for (const candidateId of uploads) failures.push((await cacheCandidate(db, { candidateId })).failure);
    expect(failures[0]).toEqual(expect.any(String));
    expect(failures[1]).toBe(failures[0]);
  });

  test.each([
    ["a web page", Buffer.from("<!doctype html>")],
    ["a GIF", Buffer.from("GIF89a....")],
  ])("that is %s is refused at once", async (_, bytes) => {
    const { movieId } = await filmWithPoster();
    const upload = uploadArtwork(db, { ...ofFilm(movieId), type: "poster", bytes, userId });
    await expect(upload).rejects.toMatchObject({ code: "unsupported" });
    expect(await getMovie(movieId)).toMatchObject({ posterLocked: false });
  });
});

test("a picture whose address led to nothing stands behind the others, and is taken out of the list", async () => {
  const { movieId, a } = await filmWithPoster();
  const url = "https://image.tmdb.org/t/p/original/nothing.jpg";
  const ofType = { ...ofFilm(movieId), type: "poster", userId } as const;
  const { candidateId } = await transaction(db, (tx) => addArtworkUrl(tx, { ...ofType, url }));
  await expect(transaction(db, (tx) => removeArtwork(tx, { candidateId }))).rejects.toThrow("in use");
  expect((await cacheCandidate(db, { candidateId })).failure).toContain("no longer");
  const [poster] = await listArtwork(db, ofFilm(movieId));
  expect(poster?.candidates.at(-1)).toMatchObject({ candidateId, isSelected: false });
  await transaction(db, (tx) => removeArtwork(tx, { candidateId }));
  expect((await candidatesOf(movieId)).map((row) => row.id)).not.toContain(candidateId);
  await expect(transaction(db, (tx) => removeArtwork(tx, { candidateId: a }))).rejects.toThrow("can be blocked");
});

test("an address of a person must be one of the web", async () => {
  const { movieId } = await aFilm(db);
  for (const url of ["file:///etc/passwd", "javascript:alert(1)", "cache:abc", "nothing"]) {
    const add = transaction(db, (tx) => addArtworkUrl(tx, { ...ofFilm(movieId), type: "poster", url, userId }));
    await expect(add).rejects.toMatchObject({ code: "invalid", field: "url" });
  }
});

test("the page gets the chosen first, then by score, and no path or address", async () => {
  const { movieId, a, b } = await filmWithPoster();
  await transaction(db, (tx) => pickArtwork(tx, { candidateId: b, userId }));
  const poster = (await listArtwork(db, { ...ofFilm(movieId) })).find((each) => each.type === "poster");
  expect(poster).toMatchObject({ label: "Poster", limit: 1, isLocked: true });
  expect(poster?.candidates.map((each) => each.candidateId)).toEqual([b, a]);
  expect(poster?.candidates[1]?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(poster)).not.toMatch(/http|cache\//);
});

test("the cache has one file for two films", async () => {
  const films = [await filmWithPoster(), await filmWithPoster()];
  const rows = await db.select().from(cacheImageFiles).orderBy(cacheImageFiles.id);
  const [one, other] = films.map(({ movieId }) => rows.find((row) => row.entityId === movieId));
  expect(one?.filePath).toBe(other?.filePath);
  const paths = [assetPath(one?.fileHash ?? "", "jpg"), thumbnailPath(one?.fileHash ?? "", 150)];
  expect(paths.map((path) => existsSync(join(env.DATA_DIR, path)))).toEqual([true, true]);
});
