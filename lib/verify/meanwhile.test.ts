import fs, { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { assetCandidates, cacheImageFiles, jobs, libraryImageFiles, mediaParts, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { aPublishableFilm, choosePicture, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { lookAtFile } from "./look-at-file.ts";
import { openFindings, verify } from "./testing.ts";

/** Does something once, when Metarr is about to look at a path: it has read its rows by then. */
function meanwhile(call: "lstat" | "open", path: string, work: () => Promise<unknown>): void {
  const real = fs[call];
  const restore = () => {
    Reflect.set(fs, call, real);
    syncBuiltinESMExports();
  };
  Reflect.set(fs, call, async (...args: unknown[]) => {
    if (String(args[0]).endsWith(path)) {
      restore();
      await work();
    }
    return Reflect.apply(real, fs, args);
  });
  syncBuiltinESMExports();
  onTestFinished(restore);
}

const db = await testDb();
removeFolders();
beforeEach(() => db.delete(jobs));

async function aPublishedFilm() {
  const film = await aPublishableFilm(db);
  await publishMovie(db, { movieId: film.movieId });
  return { ...film, nfo: join(film.folder, "Heat (1995).nfo") };
}

const found = async (libraryId: number) =>
  (await openFindings(db, libraryId)).filter(({ kind }) => kind !== "row").map(({ kind, path }) => `${kind} ${path}`);

test("what is published while its library is verified is no finding, and what was found of it before still stands", async () => {
  const film = await aPublishedFilm();
  const { libraryId, movieId, nfo } = film;
  const theirs = join(film.folder, "Heat (1995)-fanart.jpg");
  await writeFile(theirs, "theirs");
  await verify(db, { libraryId });
  expect(await found(libraryId)).toEqual([`file.changed ${theirs}`]);
  meanwhile("lstat", film.filePath, async () => {
    await db.update(movies).set({ plot: "Edited.", version: 50 }).where(eq(movies.id, movieId));
    await publishMovie(db, { movieId });
  });
  await verify(db, { libraryId });
  expect(await readFile(nfo, "utf8")).toContain("Edited.");
  expect(await found(libraryId)).toEqual([`file.changed ${theirs}`]);
});

test("of a film that a job publishes right now nothing is said", async () => {
  const { libraryId, movieId, nfo } = await aPublishedFilm();
  await rm(nfo);
  const job = { type: "movie.publish", lane: "publish", status: "running", payload: { movieId } } as const;
  await db.insert(jobs).values({ ...job, entityType: "movie", entityId: movieId });
  await verify(db, { libraryId });
  expect(await found(libraryId)).toEqual([]);
  await db.delete(jobs);
  await verify(db, { libraryId });
  expect(await found(libraryId)).toEqual([`file.missing ${nfo}`]);
});

test("a video that was renamed and found again meanwhile is not gone", async () => {
  const film = await aPublishedFilm();
  const { libraryId, movieId, filePath } = film;
  meanwhile("lstat", filePath, async () => {
    await rename(filePath, `${filePath}.mkv`);
    await db
      .update(movies)
      .set({ filePath: `${filePath}.mkv` })
      .where(eq(movies.id, movieId));
    await db
      .update(mediaParts)
      .set({ path: `${filePath}.mkv` })
      .where(eq(mediaParts.movieId, movieId));
  });
  await verify(db, { libraryId });
  expect(await found(libraryId)).not.toContain(`media.gone ${filePath}`);
});

test("what belongs to a film that was restored meanwhile is not left behind", async () => {
  const { libraryId, movieId, filePath, nfo } = await aPublishedFilm();
  await rm(filePath);
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, movieId));
  meanwhile("lstat", nfo, () => db.update(movies).set({ deletedAt: null }).where(eq(movies.id, movieId)));
  await verify(db, { libraryId });
  expect((await found(libraryId)).filter((each) => each.startsWith("file."))).toEqual([]);
});

test("a file of the cache that was let go of meanwhile is not missing", async () => {
  const { libraryId, movieId } = await aPublishedFilm();
  // Nobody else has it.
  const bytes = await jpeg(901, { width: 1000, height: 185 });
  await choosePicture(db, { movieId, type: "banner", bytes });
  const ofFilm = and(eq(cacheImageFiles.entityType, "movie"), eq(cacheImageFiles.entityId, movieId));
  const [kept, , gone] = await db.select().from(cacheImageFiles).where(ofFilm).orderBy(cacheImageFiles.id);
  await rm(join(env.DATA_DIR, kept?.filePath ?? ""));
  meanwhile("open", kept?.filePath ?? "", async () => {
    const cacheFileId = gone?.id ?? 0;
    await db.update(assetCandidates).set({ cacheFileId: null }).where(eq(assetCandidates.cacheFileId, cacheFileId));
    await db.delete(libraryImageFiles).where(eq(libraryImageFiles.cacheFileId, cacheFileId));
    await db.delete(cacheImageFiles).where(eq(cacheImageFiles.id, cacheFileId));
    await rm(join(env.DATA_DIR, gone?.filePath ?? ""));
  });
  await verify(db, { libraryId });
  expect((await found(libraryId)).filter((each) => each.startsWith("cache"))).toEqual([
    `cache.missing ${kept?.filePath}`,
  ]);
});

test("a file that is put in the place of another while it is looked at is never taken for damage", async () => {
  const { nfo: path } = await aPublishedFilm();
  const { size: sizeBytes, mtimeMs } = await stat(path);
  const record = { path, hash: "of what was published", sizeBytes, modifiedMs: Math.floor(mtimeMs) };
  expect(await lookAtFile(record, undefined)).toMatchObject({ state: "damaged" });
  meanwhile("open", path, async () => {
    await writeFile(`${path}.new`, "theirs");
    await rename(`${path}.new`, path);
  });
  expect(await lookAtFile(record, undefined)).toMatchObject({ state: "changed" });
});
