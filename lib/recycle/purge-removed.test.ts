import { existsSync } from "node:fs";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq, inArray } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  assetCandidates,
  cacheImageFiles,
  configuration,
  episodes,
  exclusions,
  jobs,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  movies,
  ratings,
  seasons,
  series,
  unknownFiles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { sweepArtwork } from "#lib/artwork/sweep.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { removeMovies } from "#lib/movies/remove.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { removeSeries } from "#lib/series/remove.ts";
import { removeEpisodes } from "#lib/series/remove-episodes.ts";
import { aSeries } from "#lib/series/testing.ts";
import { runUntilIdle } from "#worker/run.ts";
import { purgeNow, purgeRemoved } from "./purge-removed.ts";

const db = await testDb();
removeFolders();
const { id: userId } = await aUser(db, { role: "admin" });
const day = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => fromNow(-days * day);
const remove = (movieIds: number[]) => transaction(db, (tx) => removeMovies(tx, { movieIds, userId }));
const ageFilm = (movieId: number, days: number) =>
  db
    .update(movies)
    .set({ deletedAt: daysAgo(days) })
    .where(eq(movies.id, movieId));
const left = async () => (await db.select({ id: movies.id }).from(movies)).map(({ id }) => id);

beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(configuration);
  await db.delete(series);
  await db.delete(movies);
  await db.delete(libraries);
});

test("rows go 30 days after they were removed, by the database's clock, and not a minute before", async () => {
  const [old, young, present] = [await aMovie(db), await aMovie(db), await aMovie(db)];
  await remove([old, young]);
  await ageFilm(old, 30 + 1 / 1440);
  await ageFilm(young, 30 - 1 / 1440);
  expect(await purgeRemoved(db)).toEqual({ movies: 1, series: 0, episodes: 0, libraries: 0 });
  expect(new Set(await left())).toEqual(new Set([young, present]));
  // A scan passes over what lies there still.
  expect(await db.select().from(exclusions)).toHaveLength(2);
});

test("S26: a purged film leaves all its files, and the cache loses a picture with its last row only", async () => {
  const [gone, kept] = [await aPublishableFilm(db), await aPublishableFilm(db)];
  await publishMovie(db, { movieId: gone.movieId });
  const owner = { entityType: "movie", entityId: gone.movieId } as const;
  const own = { ...owner, assetType: "poster", provider: "tmdb", url: "https://image.tmdb.org/own.jpg" } as const;
  const [shared] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityId, gone.movieId));
  if (!shared) throw new Error("The film has no picture.");
  const { id: _, ...copy } = shared;
  const [alone] = await db
    .insert(cacheImageFiles)
    .values({ ...copy, fileHash: "f".repeat(64), imageType: "keyart" })
    .returning();
  await db.insert(assetCandidates).values({ ...own, cacheFileId: alone?.id ?? 0 });
  await db
    .insert(unknownFiles)
    .values({ ...owner, libraryId: gone.libraryId, path: `${gone.folder}/x`, kind: "image", assignedAs: "artwork" });
  const folder = join(env.DATA_DIR, "cache/assets/ff/ff");
  await mkdir(folder, { recursive: true });
  const lonely = join(folder, `${"f".repeat(64)}.jpg`);
  await writeFile(lonely, "picture");
  const common = join(env.DATA_DIR, shared.filePath);
  const longAgo = new Date(Date.now() - 31 * day);
  for (const path of [lonely, common]) await utimes(path, longAgo, longAgo);
  const files = await readdir(gone.folder);

  await remove([gone.movieId]);
  await ageFilm(gone.movieId, 31);
  await sweepArtwork(db);
  expect(existsSync(lonely)).toBe(true);
  expect(await purgeRemoved(db)).toMatchObject({ movies: 1 });
  expect(await readdir(gone.folder)).toEqual(files);
  expect(files).toHaveLength(4);
  for (const table of [cacheImageFiles, assetCandidates, ratings, libraryNfoFiles]) {
    expect(await db.select().from(table).where(eq(table.entityId, gone.movieId))).toEqual([]);
  }
  expect(await db.select().from(libraryImageFiles)).toEqual([]);
  expect(await db.select().from(unknownFiles)).toMatchObject([{ assignedAs: null, entityId: null }]);
  await sweepArtwork(db);
  expect([existsSync(lonely), existsSync(common)]).toEqual([false, true]);
  expect(await left()).toEqual([kept.movieId]);
});

test("series go with their episodes, and removed episodes alone", async () => {
  const [old, other] = [await aSeries(db), await aSeries(db)];
  const [one, two] = other.episodes.map(({ id }) => id);
  const picture = { filePath: "cache/x", fileName: "x", fileSizeBytes: 1, width: 1, height: 1, format: "jpg" };
  const ids = old.episodes.map(({ id }) => id);
  await db.insert(cacheImageFiles).values(
    ids.map((entityId) => ({
      ...picture,
      entityType: "episode" as const,
      entityId,
      imageType: "thumb" as const,
      fileHash: "a",
    })),
  );
  await transaction(db, async (tx) => {
    await removeSeries(tx, { seriesIds: [old.seriesId], userId });
    await removeEpisodes(tx, { episodeIds: [one ?? 0, two ?? 0], userId });
  });
  expect(await purgeRemoved(db)).toEqual({ movies: 0, series: 0, episodes: 0, libraries: 0 });
  await db
    .update(series)
    .set({ deletedAt: daysAgo(31) })
    .where(eq(series.id, old.seriesId));
  await db
    .update(episodes)
    .set({ deletedAt: daysAgo(31) })
    .where(eq(episodes.id, one ?? 0));
  expect(await purgeRemoved(db)).toEqual({ movies: 0, series: 1, episodes: 1, libraries: 0 });
  expect((await db.select().from(episodes)).map(({ id }) => id)).toEqual([two]);
  expect(await db.select().from(seasons)).toHaveLength(1);
  expect(await db.select().from(cacheImageFiles).where(inArray(cacheImageFiles.entityId, ids))).toEqual([]);
});

test("a removed library goes with all it holds, and another one with nothing", async () => {
  await aMovie(db, {}, { path: "/gone" });
  await aSeries(db);
  await db.update(libraries).set({ deletedAt: daysAgo(31) });
  const stays = await aMovie(db, {}, { path: "/stays" });
  await db
    .update(libraries)
    .set({ deletedAt: daysAgo(29) })
    .where(eq(libraries.path, "/stays"));
  expect(await purgeRemoved(db)).toEqual({ movies: 1, series: 1, episodes: 0, libraries: 2 });
  expect(await left()).toEqual([stays]);
  expect(await db.select({ path: libraries.path }).from(libraries)).toEqual([{ path: "/stays" }]);
});

test.each([
  ["forward by four days", -4],
  ["back by two days", 2],
])("R16: a clock that jumped %s keeps every row for one purge", async (_, days) => {
  const movieId = await aMovie(db);
  await remove([movieId]);
  await ageFilm(movieId, 31);
  const value = new Date(Date.now() + days * day).toISOString();
  await db.insert(configuration).values({ key: "recycle.purgeSeenAt", value, type: "string" });
  const purge = async () => {
    await transaction(db, (tx) => enqueue(tx, "recycle.purge", {}, { runId: "purge" }));
    await runUntilIdle({ db, runId: "purge" });
  };
  await purge();
  expect(await left()).toEqual([movieId]);
  await purge();
  expect(await left()).toEqual([]);
});

test("a person may let removed ones go at once, and only removed ones", async () => {
  const [removed, present] = [await aMovie(db), await aMovie(db)];
  await remove([removed]);
  const ids = [removed, present];
  expect(await transaction(db, (tx) => purgeNow(tx, { kind: "movie", ids }))).toEqual([removed]);
  expect(await left()).toEqual([present]);
});
