import { writeFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import {
  actors,
  cacheImageFiles,
  cacheVideoFiles,
  jobs,
  libraryImageFiles,
  libraryNfoFiles,
  movies,
  recycleBin,
  trailerCandidates,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { jpeg, startPictureServer } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import { tmdbImageHome } from "#lib/providers/tmdb-artwork.ts";
import { aPublishableFilm, choosePicture, publishMovie, removeFolders, type TestFilm } from "#lib/publish/testing.ts";
import { repairFindings } from "./repair.ts";
import { openFindings, verify } from "./testing.ts";
import { rot } from "./testing-files.ts";

const db = await testDb();
removeFolders();
const server = await startPictureServer(db);
afterAll(() => server.close());

const at = (film: TestFilm, name: string) => join(film.folder, `Heat (1995)${name}`);

async function aPublishedFilm() {
  const film = await aPublishableFilm(db);
  await publishMovie(db, { movieId: film.movieId });
  return film;
}

const found = async ({ libraryId }: TestFilm) =>
  // Nothing of the example chose what lists show.
  (await openFindings(db, libraryId)).flatMap(({ kind, path }) =>
    path.startsWith("shown ") ? [] : [`${kind} ${path}`],
  );

/** Another film of the library, of which only its published NFO is left. */
async function leaveBehind(film: TestFilm): Promise<string> {
  const folder = join(film.root, "Gone (2001)");
  const filePath = join(folder, "Gone.mkv");
  await mkdir(folder);
  await writeFile(filePath, "video");
  const [row] = await db
    .insert(movies)
    .values({ libraryId: film.libraryId, filePath, fileName: "Gone.mkv", title: "Gone" })
    .returning();
  const movieId = row?.id ?? 0;
  await publishMovie(db, { movieId });
  await rm(filePath);
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, movieId));
  return join(folder, "Gone.nfo");
}

/** An unmounted disk reads as an empty folder. */
async function goAway({ root }: TestFilm): Promise<void> {
  await rename(root, `${root}-away`);
  await mkdir(root);
}
async function comeBack({ root }: TestFilm): Promise<void> {
  await rm(root, { recursive: true });
  await rename(`${root}-away`, root);
}

describe("R6 a disk that goes while things are repaired", () => {
  test("ends it, and what was left behind is still known when the disk is back", async () => {
    const film = await aPublishedFilm();
    const nfo = await leaveBehind(film);
    await rm(at(film, ".nfo"));
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`file.missing ${at(film, ".nfo")}`, `file.orphan ${nfo}`]);
    const repaired = repairFindings(db, { libraryId: film.libraryId }, { follow: () => goAway(film) });
    await expect(repaired).rejects.toMatchObject({ code: "offline" });
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.path, nfo))).toBe(1);
    await comeBack(film);
    await repairFindings(db, { libraryId: film.libraryId });
    expect(await db.select().from(recycleBin).where(eq(recycleBin.originalPath, nfo))).toHaveLength(1);
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([]);
  });

  test("costs no record of what cannot be found right now, also where nothing else tells that it is away", async () => {
    const film = await aPublishedFilm();
    const nfo = await leaveBehind(film);
    await verify(db, { libraryId: film.libraryId });
    await rename(nfo, `${nfo}-away`);
    expect(await repairFindings(db, { libraryId: film.libraryId, kinds: ["file.orphan"] })).toMatchObject({
      repaired: 0,
      problems: [{ path: nfo, message: expect.stringContaining("not there right now") }],
    });
    expect(await found(film)).toEqual([`file.orphan ${nfo}`]);
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.path, nfo))).toBe(1);
    await rename(`${nfo}-away`, nfo);
    expect(await repairFindings(db, { libraryId: film.libraryId, kinds: ["file.orphan"] })).toMatchObject({
      repaired: 1,
    });
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.path, nfo))).toBe(0);
  });

  test("is asked for once more before anything is forgotten", async () => {
    const film = await aPublishedFilm();
    const [poster] = await db
      .select()
      .from(cacheImageFiles)
      .where(and(eq(cacheImageFiles.entityId, film.movieId), eq(cacheImageFiles.imageType, "poster")));
    if (!poster) throw new Error("The film has no poster.");
    const { id: _id, ...picture } = poster;
    const [actor] = await db.insert(actors).values({ name: "Somebody", nameNormalized: "somebody" }).returning();
    const [portrait] = await db
      .insert(cacheImageFiles)
      .values({ ...picture, entityType: "actor", entityId: actor?.id ?? 0, imageType: "actor_thumb" })
      .returning();
    const filePath = join(film.root, "Gone (2001)/.actors/Somebody.jpg");
    const record = { cacheFileId: portrait?.id ?? 0, filePath, hash: picture.fileHash };
    await db.insert(libraryImageFiles).values(record);
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`row ${filePath}`]);
    // Rows about pictures in lists are put right first.
    let isAway = false;
    const assertOwned = async () => {
      if (!isAway) await goAway(film);
      isAway = true;
    };
    await expect(
      repairFindings(db, { libraryId: film.libraryId, kinds: ["row"] }, { assertOwned }),
    ).rejects.toMatchObject({ code: "offline" });
    expect(await db.$count(libraryImageFiles, eq(libraryImageFiles.filePath, filePath))).toBe(1);
    await comeBack(film);
  });
});

describe("damaged files", () => {
  test("of one film are put back together", async () => {
    const film = await aPublishedFilm();
    const paths = [".nfo", "-fanart.jpg", "-poster.jpg"].map((name) => at(film, name));
    const before = await Promise.all(paths.map((path) => readFile(path)));
    for (const path of paths) await rot(path);
    await verify(db, { libraryId: film.libraryId });
    let published = 0;
    const follow = async () => {
      published += 1;
    };
    const kinds = ["file.damaged"] as const;
    expect(await repairFindings(db, { libraryId: film.libraryId, kinds }, { follow })).toMatchObject({ repaired: 3 });
    expect(published).toBe(1);
    expect(await Promise.all(paths.map((path) => readFile(path)))).toEqual(before);
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([]);
  });

  test("that somebody puts right while the cache fetches its own are theirs, and stay", async () => {
    const film = await aPublishedFilm();
    const path = at(film, "-banner.jpg");
    // No other film has this one, so that it has to be fetched.
    const bytes = await jpeg(778, { width: 1000, height: 185 });
    const { cacheFileId } = await choosePicture(db, { movieId: film.movieId, type: "banner", bytes });
    await publishMovie(db, { movieId: film.movieId });
    const [cached] = await db
      .update(cacheImageFiles)
      .set({ sourceType: "provider", sourceUrl: `${tmdbImageHome}/original/heat.jpg` })
      .where(eq(cacheImageFiles.id, cacheFileId))
      .returning();
    await rm(join(env.DATA_DIR, cached?.filePath ?? ""));
    await rot(path);
    await verify(db, { libraryId: film.libraryId });
    server.files.get = () => {
      writeFileSync(path, "theirs");
      return bytes;
    };
    expect(await repairFindings(db, { libraryId: film.libraryId, kinds: ["file.damaged"] })).toMatchObject({
      repaired: 0,
      problems: [{ path, message: expect.stringContaining("Somebody changed it") }],
    });
    expect(server.asked).toEqual(["/heat.jpg"]);
    expect(await readFile(path, "utf8")).toBe("theirs");
    expect(await db.select().from(recycleBin).where(eq(recycleBin.originalPath, path))).toEqual([]);
  });
});

test("a trailer that the cache has lost is being fetched, and not back before the next look", async () => {
  const film = await aPublishedFilm();
  const owner = { entityType: "movie" as const, entityId: film.movieId };
  const fileHash = "ab".repeat(32);
  const path = `cache/videos/ab/ab/${fileHash}.mp4`;
  const file = { filePath: path, fileName: `${fileHash}.mp4`, fileHash, fileSizeBytes: 1, format: "mp4" };
  const [cached] = await db
    .insert(cacheVideoFiles)
    .values({ ...owner, ...file, sourceType: "provider" })
    .returning();
  const sourceUrl = "https://www.youtube.com/watch?v=sim00000001";
  await db
    .insert(trailerCandidates)
    .values({ ...owner, sourceType: "provider", sourceUrl, isSelected: true, cacheVideoFileId: cached?.id ?? 0 });
  await verify(db, { libraryId: film.libraryId });
  for (let time = 0; time < 2; time += 1) {
    expect(await repairFindings(db, { libraryId: film.libraryId, kinds: ["cache.missing"] })).toMatchObject({
      repaired: 0,
      problems: [{ path, message: "It is being fetched again." }],
    });
  }
  expect(await found(film)).toEqual([`cache.missing ${path}`]);
  expect(await db.$count(jobs, eq(jobs.type, "trailer.download"))).toBe(1);
});
