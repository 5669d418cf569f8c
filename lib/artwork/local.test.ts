import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { assetCandidates, libraryImageFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "./candidates.ts";
import { cacheLocalArtwork } from "./local.ts";
import { selectArtwork } from "./select.ts";
import { aFilm, anOffer, fanartSize, jpeg, posterSize, startPictureServer } from "./testing.ts";

const db = await testDb();
const server = await startPictureServer(db);
const folders: string[] = [];
afterAll(async () => {
  await server.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function filmOnDisk(library: { existing?: "keep" | "replace" } = {}) {
  const root = await mkdtemp(join(tmpdir(), "metarr-local-"));
  folders.push(root);
  const film = await aFilm(db, { root, library });
  await mkdir(film.folder);
  await writeFile(film.filePath, "video");
  return film;
}
const candidatesOf = (movieId: number) =>
  db.select().from(assetCandidates).where(eq(assetCandidates.entityId, movieId)).orderBy(assetCandidates.id);
const seen = async (movieId: number) =>
  (await candidatesOf(movieId)).map((row) => `${row.assetType} ${row.provider}${row.isSelected ? " chosen" : ""}`);

describe("local artwork", () => {
  test("is kept in the cache, once", async () => {
    const film = await filmOnDisk();
    await writeFile(join(film.folder, "poster.jpg"), await jpeg(1));
    await writeFile(join(film.folder, "Heat (1995)-fanart.jpg"), await jpeg(2, fanartSize));
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toEqual({
      added: 2,
      movieIds: [film.movieId],
      problems: [],
    });
    const before = await candidatesOf(film.movieId);
    expect(before.every((row) => row.cacheFileId !== null && row.provider === "local")).toBe(true);
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toMatchObject({ added: 0, problems: [] });
    expect(await candidatesOf(film.movieId)).toEqual(before);
  });

  test("wins where the library keeps what is there, and providers fill the gaps", async () => {
    const film = await filmOnDisk({ existing: "keep" });
    await writeFile(join(film.folder, "poster.jpg"), await jpeg(1));
    server.files.set("/a.jpg", await jpeg(2)).set("/f.jpg", await jpeg(3, fanartSize));
    const offers = [anOffer("/a.jpg"), anOffer("/f.jpg", { assetType: "fanart", language: null })];
    const owner = { entityType: "movie", entityId: film.movieId, provider: "tmdb" } as const;
    await transaction(db, (tx) => saveCandidates(tx, { ...owner, candidates: offers }));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    await selectArtwork(db, { movieId: film.movieId });
    expect(await seen(film.movieId)).toEqual(["poster tmdb", "fanart tmdb chosen", "poster local chosen"]);
  });

  test("comes after providers where the library replaces it, and is still kept", async () => {
    const film = await filmOnDisk({ existing: "replace" });
    await writeFile(join(film.folder, "poster.jpg"), await jpeg(1, { width: 2000, height: 3000 }));
    server.files.set("/a.jpg", await jpeg(2));
    const owner = { entityType: "movie", entityId: film.movieId, provider: "tmdb" } as const;
    await transaction(db, (tx) => saveCandidates(tx, { ...owner, candidates: [anOffer("/a.jpg", posterSize)] }));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    await selectArtwork(db, { movieId: film.movieId });
    expect(await seen(film.movieId)).toEqual(["poster tmdb chosen", "poster local"]);
  });

  test("that cannot be used costs only itself and is named", async () => {
    const film = await filmOnDisk();
    await writeFile(join(film.folder, "poster.jpg"), "<!doctype html><html>");
    await writeFile(join(film.folder, "fanart.jpg"), await jpeg(5, fanartSize));
    const { added, problems } = await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    expect(added).toBe(1);
    expect(problems).toEqual([{ path: join(film.folder, "poster.jpg"), message: expect.stringContaining("web page") }]);
  });

  test("with a vague name goes by its shape", async () => {
    const film = await filmOnDisk();
    await writeFile(join(film.folder, "folder.jpg"), await jpeg(6, fanartSize));
    await writeFile(join(film.folder, "thumb.jpg"), await jpeg(7, { width: 300, height: 300 }));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    expect(await seen(film.movieId)).toEqual(["landscape local"]);
  });

  test("that Metarr published itself is not taken for somebody's own", async () => {
    const film = await filmOnDisk();
    const path = join(film.folder, "Heat (1995)-poster.jpg");
    await writeFile(path, await jpeg(8));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    const [first] = await candidatesOf(film.movieId);
    await writeFile(path, await jpeg(9));
    const facts = await stat(path);
    await db.insert(libraryImageFiles).values({
      cacheFileId: first?.cacheFileId ?? 0,
      filePath: path,
      sizeBytes: facts.size,
      modifiedMs: Math.floor(facts.mtimeMs),
    });
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toEqual({ added: 0, movieIds: [], problems: [] });
    await writeFile(path, await jpeg(10));
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toMatchObject({ added: 1 });
  });
});
