import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assetCandidates, collections, libraries, movies, recycleBin } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { fanartSize, jpeg, posterSize } from "#lib/artwork/testing.ts";
import { createCollection, editCollection } from "#lib/collections/edit-collection.ts";
import { addFilms, removeFilms } from "#lib/collections/link-films.ts";
import { aPublishableFilm, choosePicture, publishMovie, removeFolders, type TestFilm } from "./testing.ts";

const db = await testDb();
removeFolders();

const ofSet = async (film: TestFilm) =>
  (await readdir(film.folder)).filter((name) => name.startsWith("movieset-")).toSorted();
const publish = (film: TestFilm) => publishMovie(db, { movieId: film.movieId });
const poster = (film: TestFilm) => readFile(join(film.folder, "movieset-poster.jpg"));

/** A film in a set with a poster and a fanart. */
async function aFilmOfSet(params: Parameters<typeof aPublishableFilm>[1] = {}) {
  const film = await aPublishableFilm(db, params);
  const { collectionId } = film;
  await choosePicture(db, { collectionId, type: "poster", bytes: await jpeg(11, posterSize) });
  await choosePicture(db, { collectionId, type: "fanart", bytes: await jpeg(12, fanartSize) });
  return film;
}

test("pictures of the set lie in the film's own folder, once and for all", async () => {
  const film = await aFilmOfSet();
  expect(await publish(film)).toMatchObject({ artworkWritten: 4, nfoWritten: 1 });
  expect(await ofSet(film)).toEqual(["movieset-fanart.jpg", "movieset-poster.jpg"]);
  expect(await poster(film)).toEqual(await jpeg(11, posterSize));
  expect(await publish(film)).toMatchObject({ isChanged: false });
});

describe("the NFO of a film for Kodi", () => {
  const thumbs = async (film: TestFilm) =>
    (await readFile(join(film.folder, "Heat (1995).nfo"), "utf8")).match(/<thumb aspect="set\.[^\n]*/g) ?? [];
  const setUrl = (candidateId: number, url: string) =>
    db.update(assetCandidates).set({ url }).where(eq(assetCandidates.id, candidateId));

  test("names the set's pictures by their addresses, and others once they are chosen", async () => {
    const film = await aPublishableFilm(db);
    const { collectionId } = film;
    const { candidateId } = await choosePicture(db, {
      collectionId,
      type: "poster",
      bytes: await jpeg(21, posterSize),
    });
    await setUrl(candidateId, "https://image.tmdb.org/t/p/original/one.jpg");
    await publish(film);
    expect(await thumbs(film)).toEqual([
      '<thumb aspect="set.poster">https://image.tmdb.org/t/p/original/one.jpg</thumb>',
    ]);
    expect(await publish(film)).toMatchObject({ isChanged: false });
    await setUrl(candidateId, "https://image.tmdb.org/t/p/original/two.jpg");
    expect(await publish(film)).toMatchObject({ nfoWritten: 1 });
    expect(await thumbs(film)).toEqual([
      '<thumb aspect="set.poster">https://image.tmdb.org/t/p/original/two.jpg</thumb>',
    ]);
    await setUrl(candidateId, "cache:uploaded");
    await publish(film);
    expect(await thumbs(film)).toEqual([]);
  });

  test("keeps what another program wrote while the set has no picture, and loses it with the set", async () => {
    const film = await aPublishableFilm(db);
    const theirs = '<thumb aspect="set.fanart">https://example.com/theirs.jpg</thumb>';
    await writeFile(join(film.folder, "Heat (1995).nfo"), `<movie><title>Heat</title>${theirs}</movie>`);
    await publish(film);
    expect(await thumbs(film)).toEqual([theirs]);
    await transaction(db, (tx) => removeFilms(tx, { ...film, movieIds: [film.movieId], userId: 1 }));
    await publish(film);
    expect(await thumbs(film)).toEqual([]);
  });
});

test.each(["jellyfin", "emby", "plex"] as const)("%s looks for them elsewhere", async (profile) => {
  const film = await aFilmOfSet({ library: { profile } });
  await publish(film);
  expect(await ofSet(film)).toEqual([]);
});

test("not in a folder that films share", async () => {
  const film = await aFilmOfSet();
  await writeFile(join(film.folder, "Ronin (1998).mkv"), "another film");
  await publish(film);
  expect(await ofSet(film)).toEqual([]);
});

test("a film that leaves its set, or goes into another one, has those of that set", async () => {
  const film = await aFilmOfSet();
  await publish(film);
  const by = { movieIds: [film.movieId], userId: 1 };
  const own = await transaction(db, (tx) => createCollection(tx, { name: `Own of ${film.movieId}`, userId: 1 }));
  await choosePicture(db, { ...own, type: "poster", bytes: await jpeg(13, posterSize) });
  await transaction(db, (tx) => addFilms(tx, { ...by, ...own }));
  expect(await publish(film)).toMatchObject({ recycled: 1, artworkWritten: 1, nfoWritten: 1 });
  expect(await ofSet(film)).toEqual(["movieset-poster.jpg"]);
  expect(await poster(film)).toEqual(await jpeg(13, posterSize));
  await transaction(db, (tx) => removeFilms(tx, { ...by, ...own }));
  expect(await publish(film)).toMatchObject({ recycled: 1, nfoWritten: 1 });
  expect(await ofSet(film)).toEqual([]);
  expect(await db.$count(recycleBin, eq(recycleBin.entityId, film.movieId))).toBe(2);
});

test("one that Metarr did not write goes to the recycle bin first, and one that waits keeps its place", async () => {
  const film = await aFilmOfSet();
  await writeFile(join(film.folder, "movieset-poster.jpg"), "theirs");
  expect(await publish(film)).toMatchObject({ recycled: 1, artworkWritten: 4 });
  await db.update(assetCandidates).set({ cacheFileId: null }).where(eq(assetCandidates.entityId, film.collectionId));
  expect(await publish(film)).toMatchObject({ isChanged: false });
  expect(await ofSet(film)).toEqual(["movieset-fanart.jpg", "movieset-poster.jpg"]);
});

test("a set's new name and overview reach the NFO, and until then the film waits", async () => {
  const film = await aFilmOfSet();
  await publish(film);
  const waits = async () => {
    const [row] = await db.select().from(movies).where(eq(movies.id, film.movieId));
    return row?.publishedVersion !== row?.version;
  };
  expect(await waits()).toBe(false);
  const patch = { name: `Called ${film.movieId}`, overview: "Two <men>." };
  await transaction(db, (tx) => editCollection(tx, { collectionId: film.collectionId, patch, userId: 1 }));
  expect(await waits()).toBe(true);
  await publish(film);
  const text = await readFile(join(film.folder, "Heat (1995).nfo"), "utf8");
  expect(text.replaceAll(/>\s+</g, "><")).toContain(
    `<set><name>${patch.name}</name><overview>Two &lt;men&gt;.</overview></set>`,
  );
  expect(await waits()).toBe(false);
});

test("a library's folder for sets has a folder for each, with its NFO, and follows its name", async () => {
  const film = await aFilmOfSet({ library: { publishing: { setsFolder: "Movie Sets" } } });
  const sets = join(film.root, "Movie Sets");
  const nameOf = async () => (await readdir(sets)).toSorted();
  expect(await publish(film)).toMatchObject({ nfoWritten: 2, artworkWritten: 4 });
  expect(await ofSet(film)).toEqual([]);
  const [name = ""] = await nameOf();
  expect((await readdir(join(sets, name))).toSorted()).toEqual(["fanart.jpg", "poster.jpg", "set.nfo"]);
  expect(await readFile(join(sets, name, "set.nfo"), "utf8")).toContain("<overview>Two men.</overview>");
  expect(await publish(film)).toMatchObject({ isChanged: false });
  const { collectionId } = film;
  await transaction(db, (tx) => editCollection(tx, { collectionId, patch: { name: "Heat: The Set?" }, userId: 1 }));
  expect(await publish(film)).toMatchObject({ renamed: 2, artworkWritten: 0 });
  expect(await nameOf()).toEqual(["Heat_ The Set_"]);
  expect((await readdir(join(sets, "Heat_ The Set_"))).toSorted()).toEqual(["fanart.jpg", "poster.jpg", "set.nfo"]);
  await db.update(libraries).set({ publishing: {} }).where(eq(libraries.id, film.libraryId));
  await publish(film);
  expect(await ofSet(film)).toEqual(["movieset-fanart.jpg", "movieset-poster.jpg"]);
  expect(await nameOf()).toEqual([]);
});

test("of two sets whose folders would have one name the older one has it, and nothing goes to and fro", async () => {
  const film = await aFilmOfSet({ library: { publishing: { setsFolder: "Movie Sets" } } });
  await db.update(collections).set({ name: "Twins: 1", tmdbId: 901 }).where(eq(collections.id, film.collectionId));
  const twin = { name: "Twins? 1", tmdbId: 902, overview: "The others." };
  const [set] = await db.insert(collections).values(twin).returning();
  const folder = join(film.root, "Second (2000)");
  const filePath = join(folder, "Second.mkv");
  await mkdir(folder);
  await writeFile(filePath, "another video");
  const { libraryId } = film;
  const identificationStatus = "enriched" as const;
  const facts = { title: "Second", sortTitle: "second", fileName: "Second.mkv", identificationStatus };
  const [second] = await db
    .insert(movies)
    .values({ ...facts, libraryId, filePath, collectionId: set?.id ?? 0 })
    .returning();
  const movieId = second?.id ?? 0;
  await publish(film);
  await publishMovie(db, { movieId });
  expect(await publish(film)).toMatchObject({ isChanged: false });
  expect(await publishMovie(db, { movieId })).toMatchObject({ isChanged: false });
  const nfo = await readFile(join(film.root, "Movie Sets/Twins_ 1/set.nfo"), "utf8");
  expect(nfo).toContain("<title>Twins: 1</title>");
});

test("a set's NFO that says the name of another set waits for a person, and the film is published", async () => {
  const film = await aFilmOfSet({ library: { publishing: { setsFolder: "Movie Sets" } } });
  await db.update(collections).set({ name: "Mine" }).where(eq(collections.id, film.collectionId));
  await db.insert(collections).values({ name: "Taken" });
  await publish(film);
  const path = join(film.root, "Movie Sets/Mine/set.nfo");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("<title>Mine</title>", "<title>Taken</title>").replace("Two men.", "Two."));
  const { plan } = await publish(film);
  expect(plan.conflicts).toMatchObject([{ path, reason: expect.stringContaining("Decide about: Name") }]);
  const [set] = await db.select().from(collections).where(eq(collections.id, film.collectionId));
  expect(set).toMatchObject({ name: "Mine", overview: "Two." });
});
