import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  assetCandidates,
  cacheImageFiles,
  jobs,
  libraryImageFiles,
  movies,
  rateLimits,
  recycleBin,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { saveCandidates } from "./candidates.ts";
import { selectArtwork } from "./select.ts";
import { thumbnailPath } from "./store.ts";
import { aFilm, anOffer, jpeg, startPictureServer } from "./testing.ts";
import { verifyCache } from "./verify-cache.ts";

const db = await testDb();
const server = await startPictureServer(db);
afterAll(() => server.close());

let seed = 500;
beforeEach(async () => {
  await db.delete(rateLimits);
  await db.delete(recycleBin);
  await db.update(cacheImageFiles).set({ verifiedAt: fromNow(0) });
});

/** A film whose poster was downloaded and is chosen. */
async function aShownPoster() {
  seed += 1;
  const root = await mkdtemp(join(tmpdir(), "metarr-verify-"));
  const { movieId, folder } = await aFilm(db, { root });
  const name = `/${seed}.jpg`;
  const bytes = await jpeg(seed);
  server.files.set(name, bytes);
  const params = { entityType: "movie", entityId: movieId, provider: "tmdb", candidates: [anOffer(name)] } as const;
  await transaction(db, (tx) => saveCandidates(tx, params));
  await selectArtwork(db, { movieId });
  const [row] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityId, movieId));
  if (!row) throw new Error("The poster was not cached.");
  return { movieId, folder, name, bytes, row, path: join(env.DATA_DIR, row.filePath) };
}

const run = (limit = 100) => verifyCache(db, { limit });

test("a picture that is what its name says is read once in 30 days, and nothing is fetched", async () => {
  await aShownPoster();
  server.asked.length = 0;
  expect(await run()).toMatchObject({ checked: 1, repaired: 0, lost: [] });
  expect(await run()).toMatchObject({ checked: 0, repaired: 0, lost: [] });
  await db.update(cacheImageFiles).set({ verifiedAt: fromNow(-31 * 24 * 60 * 60 * 1000) });
  expect((await run()).checked).toBeGreaterThan(0);
  expect(server.asked).toEqual([]);
});

test("no more than the slice is read, and the next run goes on", async () => {
  for (let film = 0; film < 3; film += 1) await aShownPoster();
  expect((await run(2)).checked).toBe(2);
  expect((await run(2)).checked).toBe(1);
});

test("a missing picture comes from the copy in the library, without asking its provider", async () => {
  const { row, path, bytes, folder } = await aShownPoster();
  await mkdir(folder, { recursive: true });
  const filePath = join(folder, "poster.jpg");
  await writeFile(filePath, bytes);
  await db.insert(libraryImageFiles).values({ cacheFileId: row.id, filePath, hash: row.fileHash });
  await rm(path);
  server.asked.length = 0;
  expect(await run()).toMatchObject({ checked: 1, repaired: 1, lost: [] });
  expect(await readFile(path)).toEqual(bytes);
  expect(server.asked).toEqual([]);
});

test("a copy in the library that somebody changed is not taken for it", async () => {
  const { row, path, bytes, folder, name } = await aShownPoster();
  await mkdir(folder, { recursive: true });
  const filePath = join(folder, "poster.jpg");
  await writeFile(filePath, await jpeg(9999));
  await db.insert(libraryImageFiles).values({ cacheFileId: row.id, filePath, hash: row.fileHash });
  await rm(path);
  server.asked.length = 0;
  expect(await run()).toMatchObject({ repaired: 1, lost: [] });
  expect(await readFile(path)).toEqual(bytes);
  expect(server.asked).toEqual([name]);
});

test("a damaged picture goes to the recycle bin, and is fetched again", async () => {
  const { path, bytes } = await aShownPoster();
  await writeFile(path, "damaged");
  expect(await run()).toMatchObject({ checked: 1, repaired: 1, lost: [] });
  expect(await readFile(path)).toEqual(bytes);
  expect(await db.select().from(recycleBin)).toMatchObject([
    { originalPath: path, reason: "The bytes in the cache were damaged" },
  ]);
});

test("missing thumbnails are made again", async () => {
  const { row } = await aShownPoster();
  const thumbnail = join(env.DATA_DIR, thumbnailPath(row.fileHash, 150));
  await rm(thumbnail);
  expect(await run()).toMatchObject({ checked: 1, repaired: 1, lost: [] });
  expect((await stat(thumbnail)).size).toBeGreaterThan(0);
});

test("a provider that has another picture there by now gives that one, in the same row", async () => {
  const { movieId, row, path, name } = await aShownPoster();
  const other = await jpeg(seed + 4000, { width: 200, height: 300 });
  server.files.set(name, other);
  await rm(path);
  expect(await run()).toMatchObject({ repaired: 1, lost: [] });
  const [now] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.id, row.id));
  expect(now).toMatchObject({ width: 200, height: 300 });
  expect(now?.fileHash).not.toBe(row.fileHash);
  expect(await readFile(join(env.DATA_DIR, now?.filePath ?? ""))).toEqual(other);
  const [film] = await db.select().from(movies).where(eq(movies.id, movieId));
  expect(film?.posterId).toBe(row.id);
});

test("a picture that nobody has any more is chosen anew, unless a person chose it", async () => {
  const [automatic, chosen] = [await aShownPoster(), await aShownPoster()];
  const ofChosen = eq(assetCandidates.entityId, chosen.movieId);
  await db.update(assetCandidates).set({ userLocked: true }).where(ofChosen);
  await db.delete(jobs);
  for (const { path, name } of [automatic, chosen]) {
    server.files.set(name, 404);
    await rm(path);
  }
  const { lost } = await run();
  expect(lost.map(({ isPassing }) => isPassing)).toEqual([false, false]);
  const queued = await db.select().from(jobs).where(eq(jobs.type, "artwork.select"));
  expect(queued.map(({ payload }) => payload)).toEqual([{ movieId: automatic.movieId }]);
  const [left] = await db.select().from(assetCandidates).where(ofChosen);
  expect(left).toMatchObject({ isSelected: true, cacheFileId: chosen.row.id });
});

test("while its provider is down it is tried again by the next run", async () => {
  const { path, name, bytes, row } = await aShownPoster();
  server.files.set(name, 429);
  await rm(path);
  expect(await run()).toMatchObject({ checked: 1, repaired: 0, lost: [{ path: row.filePath, isPassing: true }] });
  expect(existsSync(path)).toBe(false);
  const [noted] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.id, row.id));
  expect(noted?.verifiedAt).toBeNull();
  await db.delete(rateLimits);
  server.files.set(name, bytes);
  expect(await run()).toMatchObject({ checked: 1, repaired: 1, lost: [] });
});
