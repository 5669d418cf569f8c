import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { episodes, mediaParts, movies, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { aPublishableShow, publishSeries } from "#lib/publish/testing-show.ts";
import { openFindings, verify } from "./testing.ts";

const db = await testDb();
removeFolders();

const leftBehind = async (libraryId: number) => {
  await verify(db, { libraryId });
  return (await openFindings(db, libraryId)).filter(({ kind }) => kind === "file.orphan").map(({ path }) => path);
};

test("what a series has published is in use as long as its videos lie anywhere below its folder, or it is not gone for good", async () => {
  const show = await aPublishableShow(db);
  const { libraryId, seriesId } = show;
  // Each episode in a folder of its release, and that in the folder of its season.
  const rows = await db.select().from(episodes).where(eq(episodes.seriesId, seriesId));
  const paths = new Map<string, string>();
  for (const filePath of new Set(rows.map((row) => row.filePath))) {
    const folder = join(dirname(filePath), `${basename(filePath, ".mkv")}.1080p-GRP`);
    paths.set(filePath, join(folder, "x.mkv"));
    await mkdir(folder);
    await rename(filePath, join(folder, "x.mkv"));
  }
  for (const { id, filePath } of rows) {
    await db
      .update(episodes)
      .set({ filePath: paths.get(filePath) ?? "" })
      .where(eq(episodes.id, id));
  }
  await publishSeries(db, { seriesId });
  expect(await leftBehind(libraryId)).toEqual([]);
  // Taken out of Metarr, and everything is still there.
  await db.update(series).set({ deletedAt: new Date() }).where(eq(series.id, seriesId));
  await writeFile(join(show.root, "keep.me"), "keep");
  expect(await leftBehind(libraryId)).toEqual([]);

  const isOfSeries = (path: string) => dirname(path) === show.directoryPath || path.includes("/.actors/");
  for (const path of paths.values()) await rm(path);
  await db.update(series).set({ deletedAt: null, missingAt: new Date() }).where(eq(series.id, seriesId));
  expect(await leftBehind(libraryId)).toEqual([]);
  await db
    .update(series)
    .set({ missingAt: new Date(0) })
    .where(eq(series.id, seriesId));
  const left = (await leftBehind(libraryId)).filter(isOfSeries).map((path) => basename(path));
  expect(left).toEqual(expect.arrayContaining(["tvshow.nfo", "poster.jpg", "Zoë_Saldaña.jpg"]));
  await rm(show.root, { recursive: true });
});

test("what a film of several parts has published is in use as long as its parts are there, whatever else shares their folder", async () => {
  const film = await aPublishableFilm(db);
  const { libraryId, movieId, root } = film;
  const [first, second] = [join(root, "Heat-cd1.mkv"), join(root, "Heat-cd2.mkv")];
  await rm(film.folder, { recursive: true });
  for (const path of [first, second, join(root, "Other.mkv")]) await writeFile(path, "video");
  await db.update(movies).set({ filePath: first, fileName: "Heat-cd1.mkv" }).where(eq(movies.id, movieId));
  await db.delete(mediaParts).where(eq(mediaParts.movieId, movieId));
  await db
    .insert(mediaParts)
    .values([first, second].map((path, index) => ({ movieId, kind: "part" as const, path, partNumber: index + 1 })));
  await publishMovie(db, { movieId });
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, movieId));
  expect(await leftBehind(libraryId)).toEqual([]);
  for (const path of [first, second]) await rm(path);
  expect((await leftBehind(libraryId)).map((path) => basename(path))).toEqual([
    "Heat-fanart.jpg",
    "Heat-poster.jpg",
    "Heat.nfo",
  ]);
});
