import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import {
  actors,
  assetCandidates,
  cacheImageFiles,
  collections,
  fieldChanges,
  libraryImageFiles,
  movieActors,
  movies,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { cacheImage } from "./cache.ts";
import { saveCandidates } from "./candidates.ts";
import { cacheLocalArtwork } from "./local.ts";
import { keepPictures } from "./local-keep.ts";
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
    await writeFile(join(film.folder, "poster.jpg"), await jpeg(1, { width: 800, height: 1200 }));
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

  test("in the place of one that Metarr published is left to publishing, which restores, adopts or asks", async () => {
    const film = await filmOnDisk();
    const owner = { entityType: "movie", entityId: film.movieId } as const;
    const source = { sourceType: "provider", sourceUrl: "https://example.com/1.jpg", providerName: "tmdb" } as const;
    const stored = await cacheImage(db, { ...owner, imageType: "poster", bytes: await jpeg(31), name: "1", source });
    const path = join(film.folder, "Heat (1995)-poster.jpg");
    await db.insert(libraryImageFiles).values({ cacheFileId: stored.cacheFileId, filePath: path, sizeBytes: 1 });
    await writeFile(path, await jpeg(32));
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toEqual({ added: 0, movieIds: [], problems: [] });
  });

  test("is read again only when it changed", async () => {
    const film = await filmOnDisk();
    const path = join(film.folder, "poster.jpg");
    await writeFile(path, await jpeg(11));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    const [file] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.sourceUrl, path));
    const cached = join(env.DATA_DIR, file?.filePath ?? "");
    const before = (await stat(cached)).mtimeMs;
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    // Storing a picture again touches its file.
    expect((await stat(cached)).mtimeMs).toBe(before);
    await rm(cached);
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    expect((await stat(cached)).size, "a picture that the cache lost").toBe((await stat(path)).size);
  });

  test("is chosen in the order of its names, sure ones before vague ones", async () => {
    const film = await filmOnDisk();
    const [small, big] = [
      { width: 64, height: 36 },
      { width: 128, height: 72 },
    ];
    for (const [name, seed, size] of [
      ["fanart.jpg", 12, small],
      ["fanart2.jpg", 13, big],
      ["fanart1.jpg", 14, big],
      ["poster.jpg", 15, { width: 40, height: 60 }],
      ["folder.jpg", 16, { width: 100, height: 150 }],
      ["poster-2.jpg", 17, { width: 100, height: 150 }],
    ] as const) {
      await writeFile(join(film.folder, name), await jpeg(seed, size));
    }
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    await selectArtwork(db, { movieId: film.movieId });
    const rows = await candidatesOf(film.movieId);
    const chosen = rows.filter(({ isSelected }) => isSelected).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
    expect(chosen.map(({ assetType, width, providerId }) => [assetType, width, providerId])).toEqual([
      ["fanart", 64, "1"],
      ["poster", 40, "1"],
      ["fanart", 128, "2"],
      ["fanart", 128, "3"],
    ]);
  });

  test("around a disc is the film's", async () => {
    const film = await filmOnDisk();
    const filePath = join(film.folder, "BDMV/index.bdmv");
    await mkdir(join(film.folder, "BDMV"));
    await rm(film.filePath);
    await writeFile(filePath, "disc");
    await db.update(movies).set({ filePath }).where(eq(movies.id, film.movieId));
    await writeFile(join(film.folder, "poster.jpg"), await jpeg(18));
    await cacheLocalArtwork(db, { movieIds: [film.movieId] });
    expect(await seen(film.movieId)).toEqual(["poster local"]);
  });

  test("of a set goes to the film's collection and is chosen there, unless its type is locked", async () => {
    const [set] = await db.insert(collections).values({ name: "Heat Collection", fanartLocked: true }).returning();
    const collectionId = set?.id ?? 0;
    const films = [await filmOnDisk(), await filmOnDisk(), await filmOnDisk()];
    const [first, second, alone] = films;
    for (const film of films) {
      await writeFile(join(film.folder, "movieset-poster.jpg"), await jpeg(19));
      await writeFile(join(film.folder, "movieset-fanart.jpg"), await jpeg(20, fanartSize));
      if (film !== alone) await db.update(movies).set({ collectionId }).where(eq(movies.id, film.movieId));
    }
    const movieIds = films.map(({ movieId }) => movieId);
    const everything = async () => ({
      collections: inOrder(await db.select().from(collections)),
      candidates: inOrder(await db.select().from(assetCandidates).where(eq(assetCandidates.entityType, "collection"))),
      files: inOrder(await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityType, "collection"))),
      changes: inOrder(await db.select().from(fieldChanges).where(eq(fieldChanges.entityType, "collection"))),
    });
    expect(await cacheLocalArtwork(db, { movieIds })).toEqual({ added: 2, movieIds: [], problems: [] });
    const before = await everything();
    const own = { entityType: "collection", entityId: collectionId } as const;
    expect(before.candidates.map(({ assetType, isSelected }) => [assetType, isSelected]).toSorted()).toEqual([
      ["fanart", false],
      ["poster", true],
    ]);
    expect(before.files).toMatchObject([own, own]);
    const poster = before.files.find(({ imageType }) => imageType === "poster");
    expect(before.collections).toMatchObject([{ posterId: poster?.id, fanartId: null, version: 2 }]);
    expect(await candidatesOf(first?.movieId ?? 0)).toEqual([]);
    expect(await candidatesOf(second?.movieId ?? 0)).toEqual([]);
    await cacheLocalArtwork(db, { movieIds });
    expect(await everything()).toEqual(before);
  });

  test("of people is shown for those of the cast who have none", async () => {
    const film = await filmOnDisk();
    const [has, none] = await db
      .insert(actors)
      .values([
        { name: "Al Pacino", nameNormalized: "al pacino", imageCachePath: "cache/mine.jpg" },
        { name: "Robert De Niro", nameNormalized: "robert de niro" },
      ])
      .returning();
    const cast = [has?.id ?? 0, none?.id ?? 0].map((actorId) => ({ movieId: film.movieId, actorId }));
    await db.insert(movieActors).values(cast);
    await mkdir(join(film.folder, ".actors"));
    for (const [seed, name] of ["Al_Pacino", "Robert_De_Niro", "Nobody_Known"].entries()) {
      await writeFile(join(film.folder, `.actors/${name}.jpg`), await jpeg(30 + seed));
    }
    const run = () => cacheLocalArtwork(db, { movieIds: [film.movieId] });
    expect(await run()).toEqual({ added: 2, movieIds: [], problems: [] });
    const people = () => db.select().from(actors).orderBy(actors.id);
    const before = await people();
    const portraits = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.imageType, "actor_thumb"));
    const file = portraits.find(({ entityId }) => entityId === none?.id);
    expect(file).toMatchObject({ entityType: "actor", sourceType: "local" });
    expect(before).toMatchObject([
      { imageCachePath: "cache/mine.jpg", imageHash: null },
      { imageCachePath: file?.filePath, imageHash: file?.fileHash },
    ]);
    expect(await run()).toEqual({ added: 0, movieIds: [], problems: [] });
    expect(await people()).toEqual(before);
  });
});

describe("S7: what does not lie in the library is never read", () => {
  test("through a link in a film's folder", async () => {
    const film = await filmOnDisk();
    const outside = await mkdtemp(join(tmpdir(), "metarr-outside-"));
    folders.push(outside);
    await writeFile(join(outside, "1.jpg"), await jpeg(40));
    await symlink("/etc/passwd", join(film.folder, "poster.jpg"));
    await symlink(join(outside, "1.jpg"), join(film.folder, "fanart.jpg"));
    await symlink(outside, join(film.folder, "extrafanart"));
    await symlink(outside, join(film.folder, ".actors"));
    expect(await cacheLocalArtwork(db, { movieIds: [film.movieId] })).toEqual({ added: 0, movieIds: [], problems: [] });
    expect(await candidatesOf(film.movieId)).toEqual([]);
  });

  test("when a link takes the picture's place after its folder was listed", async () => {
    const film = await filmOnDisk();
    const root = join(film.folder, "..");
    const outside = await mkdtemp(join(tmpdir(), "metarr-outside-"));
    folders.push(outside);
    await writeFile(join(outside, "1.jpg"), await jpeg(41));
    await symlink(join(outside, "1.jpg"), join(film.folder, "poster.jpg"));
    await symlink(outside, join(film.folder, "extrafanart"));
    const paths = [
      join(film.folder, "poster.jpg"),
      join(film.folder, "extrafanart/1.jpg"),
      join(outside, "1.jpg"),
      `${film.folder}/../../1.jpg`,
    ];
    const owner = { entityType: "movie", entityId: film.movieId } as const;
    const pictures = paths.map((path) => ({ owner, path, type: "poster", order: 1, needsShape: false }) as const);
    const context = { libraryLanguage: "en", originalLanguage: null };
    const { added, problems } = await keepPictures(db, { root, context, pictures });
    expect(added).toBe(0);
    expect(problems.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    expect(await candidatesOf(film.movieId)).toEqual([]);
  });
});
