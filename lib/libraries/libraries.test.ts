import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  auditLog,
  cacheImageFiles,
  exclusions,
  extras,
  folderFingerprints,
  jobs,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  mediaParts,
  movies,
  publishConflicts,
  recycleBin,
  subtitleStreams,
  verifyFindings,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editMovie } from "#lib/movies/testing.ts";
import { clearSetting, setSetting } from "#lib/settings/write-settings.ts";
import {
  addLibrary,
  getLibrary,
  type Library,
  listLibraries,
  listRoots,
  removeLibrary,
  updateLibrary,
} from "./libraries.ts";
import { listRemovedLibraries, restoreLibrary } from "./removed-libraries.ts";
import { scanLibrary } from "./scan-library.ts";

let db: Db;
const home = realpathSync(mkdtempSync(join(tmpdir(), "metarr-libraries-")));
let count = 0;
/** A folder for one test. Its name has a letter that JavaScript counts as two. */
let place = "";

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  count += 1;
  place = join(home, `place ${count} 🎬`);
  mkdirSync(place);
  await db.delete(jobs);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, content = path): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function aFolder(name: string, files: string[] = []): string {
  const folder = join(place, name);
  mkdirSync(folder);
  for (const file of files) write(join(folder, file));
  return folder;
}

const charade = ["Charade (1963)/Charade.mkv", "Charade (1963)/Charade.en.srt", "Charade (1963)/trailers/one.mkv"];
const add = (...paths: string[]) => addLibrary(db, { name: `Films ${count}`, paths }, { scan: false });
const move = (library: Library, ...paths: string[]) =>
  updateLibrary(db, { libraryId: library.id, input: { name: library.name, paths } });
const scan = (library: Library) => scanLibrary(db, { libraryId: library.id });
const films = (library: Library) =>
  db.select().from(movies).where(eq(movies.libraryId, library.id)).orderBy(asc(movies.filePath));
async function onlyFilm(library: Library) {
  const [film, ...others] = await films(library);
  if (!film || others.length > 0) throw new Error(`${others.length + (film ? 1 : 0)} films`);
  return film;
}
const queued = async () => (await db.select().from(jobs)).map(({ type, payload }) => [type, payload]);
const rootsOf = async (library: Library) => (await listRoots(db, library.id)).map((root) => root.path);

/** A scanned library with one film that a person has edited. */
async function anEditedFilm(folder: string) {
  const library = await add(folder);
  await scan(library);
  const { id: movieId } = await onlyFilm(library);
  await transaction(db, (tx) => editMovie(tx, { movieId, patch: { title: "Mine" }, userId: null }));
  await db.delete(jobs);
  return { library, movieId };
}

describe("a new library", () => {
  test("is kept with its folders, asks for its first scan and says who added it", async () => {
    const [one, two] = [aFolder("one"), aFolder("two")];
    const library = await addLibrary(db, { name: "Films", paths: [one, `${two}/`] }, { userId: 7, address: "::1" });
    expect(library).toMatchObject({ path: one, type: "movie", profile: "kodi", automation: "review", deletedAt: null });
    expect(await rootsOf(library)).toEqual([one, two]);
    expect(await queued()).toEqual([["library.scan", { libraryId: library.id }]]);
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "library.add"), eq(auditLog.entityId, library.id)));
    expect(entry).toMatchObject({ userId: 7, details: { name: "Films", paths: [one, two] } });
  });

  test("has the language and country of the settings unless it says its own", async () => {
    expect(await add(aFolder("one"))).toMatchObject({ language: "en", region: "US" });
    await transaction(db, async (tx) => {
      await setSetting(tx, "tmdb.language", "de");
      await setSetting(tx, "tmdb.region", "AT");
    });
    const library = await add(aFolder("two"));
    expect(library).toMatchObject({ language: "de", region: "AT" });
    const own = { name: "Own", paths: [aFolder("three")], language: "fr", region: "ca" };
    expect(await addLibrary(db, own, { scan: false })).toMatchObject({ language: "fr", region: "CA" });
    await transaction(db, (tx) => clearSetting(tx, "tmdb.language"));
    await transaction(db, (tx) => clearSetting(tx, "tmdb.region"));
    expect(await move(library, library.path)).toMatchObject({ language: "de", region: "AT" });
  });

  test("that is switched off asks for no scan; one of series does, and keeps its type and its watching", async () => {
    await addLibrary(db, { name: "Later", paths: [aFolder("later")], enabled: false });
    expect(await queued()).toEqual([]);
    const paths = [aFolder("series")];
    const { id: libraryId } = await addLibrary(db, { name: "Series", paths, type: "tv", watch: true });
    expect(await queued()).toHaveLength(1);
    expect(await getLibrary(db, libraryId)).toMatchObject({ type: "tv", watch: true });
    await updateLibrary(db, { libraryId, input: { name: "Series", paths, type: "movie" } });
    expect(await getLibrary(db, libraryId)).toMatchObject({ type: "tv", watch: false });
  });

  test.each([
    ["no name", { name: " " }, "name", "Give the library a name."],
    ["no folder", { paths: [] }, "paths", "Choose a folder."],
    ["an unknown language", { language: "english" }, "language", "Use two letters, such as en or de."],
  ])("with %s is refused at its field", async (_, wrong, field, message) => {
    const input = { name: "Films", paths: [aFolder("films")], ...wrong };
    await expect(addLibrary(db, input)).rejects.toMatchObject({ code: "invalid", field, message });
  });

  test("in a folder that another one has is refused, and leaves no trace", async () => {
    const folder = aFolder("films");
    await add(folder);
    const before = await listLibraries(db);
    await expect(add(folder)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(folder) });
    await expect(add(aFolder("more"), place)).rejects.toMatchObject({ code: "conflict" });
    expect(await listLibraries(db)).toEqual(before);
    expect(await queued()).toEqual([]);
  });

  test("in one folder, asked for twenty times at once, is added once", async () => {
    const folder = aFolder("films");
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => add(folder)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict", field: "paths" });
  });
});

describe("a removed library", () => {
  test("is hidden with its films, and no file is touched", async () => {
    const folder = aFolder("films", charade);
    const { library, movieId } = await anEditedFilm(folder);
    await removeLibrary(db, library.id, { userId: 7 });
    await expect(getLibrary(db, library.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listLibraries(db)).map(({ id }) => id)).not.toContain(library.id);
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, deletedAt: expect.any(Date), title: "Mine" });
    expect(await rootsOf(library)).toEqual([]);
  });

  test("comes back with its films under the same folder; what a person had removed stays away", async () => {
    const folder = aFolder("films", ["A (2001)/A.mkv", "B (2002)/B.mkv"]);
    const library = await add(folder);
    await scan(library);
    const [first, second] = await films(library);
    await db
      .update(movies)
      .set({ deletedAt: new Date(2020, 1, 1) })
      .where(eq(movies.id, first?.id ?? 0));
    await removeLibrary(db, library.id);
    const again = await add(folder);
    expect(again).toMatchObject({ id: library.id, deletedAt: null, enabled: true });
    await scan(again);
    expect((await films(again)).map(({ id, deletedAt }) => [id, deletedAt === null])).toEqual([
      [first?.id, false],
      [second?.id, true],
    ]);
  });

  test("is restored with its folders, films and whether it was in use, and once only", async () => {
    const [folder, second] = [aFolder("films", charade), aFolder("more")];
    const { library, movieId } = await anEditedFilm(folder);
    const input = {
      ...(await getLibrary(db, library.id)),
      type: "movie" as const,
      paths: [folder, second],
      enabled: false,
    };
    await updateLibrary(db, { libraryId: library.id, input });
    await removeLibrary(db, library.id);
    const [listed] = (await listRemovedLibraries(db)).filter(({ libraryId }) => libraryId === library.id);
    expect(listed).toMatchObject({ name: library.name, path: folder, films: 1, shows: 0 });
    expect(await restoreLibrary(db, library.id)).toMatchObject({ id: library.id, deletedAt: null, enabled: false });
    expect((await listRoots(db, library.id)).map(({ path }) => path)).toEqual([folder, second]);
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, title: "Mine", deletedAt: null });
    await expect(restoreLibrary(db, library.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("whose folder is another library's by now stays in the recycle bin", async () => {
    const folder = aFolder("films", charade);
    const { library } = await anEditedFilm(folder);
    await removeLibrary(db, library.id);
    await add(dirname(folder));
    await expect(restoreLibrary(db, library.id)).rejects.toMatchObject({ name: "AppError" });
    expect((await listRemovedLibraries(db)).map(({ libraryId }) => libraryId)).toContain(library.id);
  });

  test("comes back however long ago it was removed", async () => {
    const folder = aFolder("films", charade);
    const { library, movieId } = await anEditedFilm(folder);
    await removeLibrary(db, library.id);
    const deletedAt = new Date(2020, 1, 1);
    await db.update(libraries).set({ deletedAt }).where(eq(libraries.id, library.id));
    await db.update(movies).set({ deletedAt }).where(eq(movies.libraryId, library.id));
    expect(await add(folder)).toMatchObject({ id: library.id, deletedAt: null });
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, title: "Mine", deletedAt: null });
  });

  test.each([
    ["a library of the folder above", (folder: string) => [dirname(folder)]],
    ["a library that has it as its second folder", (folder: string) => [aFolder("other"), folder]],
  ])("gives its films and their edits to %s", async (_, pathsOf) => {
    const folder = aFolder("films", charade);
    const { library, movieId } = await anEditedFilm(folder);
    await removeLibrary(db, library.id);
    const next = await add(...pathsOf(folder));
    expect(next.id).not.toBe(library.id);
    expect(await scan(next)).toMatchObject({ added: 0, missing: 0, problems: [] });
    expect(await onlyFilm(next)).toMatchObject({ id: movieId, title: "Mine", titleLocked: true, deletedAt: null });
    expect(await scan(next)).toMatchObject({ foldersChanged: 0 });
  });
});

describe("a changed library", () => {
  test("keeps its folders and asks for no scan when only its words change", async () => {
    const folder = aFolder("films", charade);
    const { library } = await anEditedFilm(folder);
    const input = { name: "Cinema", paths: [folder], automation: "full" as const };
    const changed = await updateLibrary(db, { libraryId: library.id, input });
    expect(changed).toMatchObject({ name: "Cinema", automation: "full", path: folder, version: library.version + 1 });
    expect(await queued()).toEqual([]);
    expect(await scan(library)).toMatchObject({ foldersChanged: 0 });
  });

  test("is not overwritten from a form that was opened before somebody else saved", async () => {
    const { library } = await anEditedFilm(aFolder("films", charade));
    const { id: libraryId, version, path } = library;
    const save = (name: string) => updateLibrary(db, { libraryId, version, input: { name, paths: [path] } });
    await save("First");
    await expect(save("Second")).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("First") });
    expect(await getLibrary(db, libraryId)).toMatchObject({ name: "First", version: version + 1 });
  });

  test("is saved by one of many at once, and each of the others is told", async () => {
    const library = await add(aFolder("films"));
    const { id: libraryId, version, path } = library;
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        updateLibrary(db, { libraryId, version, input: { name: `Name ${index}`, paths: [path] } }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
    expect(await getLibrary(db, libraryId)).toMatchObject({ version: version + 1 });
  });

  test("takes over films of a folder that another library gave up", async () => {
    const [one, two] = [aFolder("one", charade), aFolder("two")];
    const { library, movieId } = await anEditedFilm(one);
    const other = await add(two);
    await move(library, aFolder("three", ["Dune (1984)/Dune.mkv"]));
    await move(other, two, one);
    expect(await onlyFilm(other)).toMatchObject({ id: movieId, title: "Mine" });
    expect(await scan(other)).toMatchObject({ added: 0, missing: 0 });
  });

  test("may take the folder of a removed one", async () => {
    const [one, two] = [aFolder("one", charade), aFolder("two")];
    const { library: removed, movieId } = await anEditedFilm(one);
    await removeLibrary(db, removed.id);
    const library = await add(two);
    expect(await move(library, one)).toMatchObject({ path: one });
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, title: "Mine", deletedAt: null });
  });

  test("is refused a folder of another one, and stays as it was", async () => {
    const [one, two] = [aFolder("one"), aFolder("two")];
    await add(one);
    const library = await add(two);
    await expect(move(library, one)).rejects.toMatchObject({ code: "conflict", field: "paths" });
    expect(await rootsOf(library)).toEqual([two]);
  });
});

describe("a library moved to another folder", () => {
  test("keeps its films, edits and records, and its scan finds nothing new", async () => {
    const [from, to] = [aFolder("old", charade), join(place, "a new folder")];
    const { library, movieId } = await anEditedFilm(from);
    await recordPublished(from, movieId);
    const beside = await add(aFolder("old too", ["Dune (1984)/Dune.mkv"]));
    await scan(beside);
    const untouched = await films(beside);
    await db.delete(jobs);
    renameSync(from, to);
    const changed = await move(library, to);
    expect(changed.path).toBe(to);
    expect(await queued()).toEqual([["library.scan", { libraryId: library.id, full: true }]]);

    const inside = (path: string) => join(to, "Charade (1963)", path);
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, title: "Mine", filePath: inside("Charade.mkv") });
    expect(await db.select().from(mediaParts).where(eq(mediaParts.movieId, movieId))).toMatchObject([
      { path: inside("Charade.mkv") },
    ]);
    expect(await db.select().from(extras).where(eq(extras.movieId, movieId))).toMatchObject([
      { path: inside("trailers/one.mkv") },
    ]);
    expect(await db.select().from(subtitleStreams).where(eq(subtitleStreams.movieId, movieId))).toMatchObject([
      { filePath: inside("Charade.en.srt") },
    ]);
    expect(await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, movieId))).toMatchObject([
      { path: inside("Charade.nfo") },
    ]);
    const pictures = await db
      .select({ file: libraryImageFiles.filePath, source: cacheImageFiles.sourceUrl })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(eq(cacheImageFiles.entityId, movieId));
    expect(pictures).toEqual([{ file: inside("poster.jpg"), source: inside("poster.jpg") }]);
    expect(await db.select().from(recycleBin).where(eq(recycleBin.entityId, movieId))).toMatchObject([
      { originalPath: inside("fanart.jpg"), recyclePath: "recycle/aa/aabb.jpg" },
    ]);
    expect(await db.select().from(publishConflicts).where(eq(publishConflicts.entityId, movieId))).toMatchObject([
      { path: inside("Charade.nfo") },
    ]);
    expect(await db.select().from(verifyFindings).where(eq(verifyFindings.libraryId, library.id))).toMatchObject([
      { path: inside("poster.jpg"), target: inside("Charade-poster.jpg") },
    ]);
    expect(await db.select().from(exclusions).where(eq(exclusions.libraryId, library.id))).toMatchObject([
      { path: join(to, "Bad (2000)") },
    ]);
    const folders = await db.select().from(folderFingerprints).where(eq(folderFingerprints.libraryId, library.id));
    expect(folders.map(({ path }) => path).toSorted()).toEqual([to, join(to, "Charade (1963)")]);

    expect(await scan(library)).toMatchObject({ added: 0, moved: 0, missing: 0, foldersChanged: 0 });
    expect(await films(beside)).toEqual(untouched);
  });

  test("and still empty there keeps its films, and the scan says that its disk may be away", async () => {
    const { library, movieId } = await anEditedFilm(aFolder("old", charade));
    const to = aFolder("new");
    await move(library, to);
    await expect(scan(library)).rejects.toMatchObject({ code: "offline", message: expect.stringContaining(to) });
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, missingAt: null });
    for (const file of charade) write(join(to, file));
    await scan(library);
    expect(await onlyFilm(library)).toMatchObject({ id: movieId, title: "Mine", missingAt: null });
  });

  test("that holds other films takes those in, and keeps the old ones as missing", async () => {
    const { library, movieId } = await anEditedFilm(aFolder("old", charade));
    await move(library, aFolder("others", ["Dune (1984)/Dune.mkv"]));
    expect(await scan(library)).toMatchObject({ added: 1, missing: 1 });
    const old = (await films(library)).find(({ id }) => id === movieId);
    expect(old).toMatchObject({ title: "Mine", missingAt: expect.any(Date), deletedAt: null });
  });

  test("beside a second one that stays moves only what lies in it", async () => {
    const [one, two] = [aFolder("one", charade), aFolder("two", ["Dune (1984)/Dune.mkv"])];
    const library = await add(one, two);
    await scan(library);
    const to = join(place, "three");
    renameSync(one, to);
    await move(library, to, two);
    const paths = (await films(library)).map(({ filePath }) => filePath);
    expect(paths).toEqual([join(to, "Charade (1963)/Charade.mkv"), join(two, "Dune (1984)/Dune.mkv")]);
    expect((await db.select().from(libraries).where(eq(libraries.id, library.id)))[0]?.path).toBe(to);
  });
});

/** What a publish leaves behind: an NFO, a poster found there, a recycled picture; and a film that a person removed. */
async function recordPublished(folder: string, movieId: number): Promise<void> {
  const inside = (name: string) => join(folder, "Charade (1963)", name);
  const owner = { entityType: "movie", entityId: movieId } as const;
  const [film] = await db.select().from(movies).where(eq(movies.id, movieId));
  await db.insert(libraryNfoFiles).values({ ...owner, path: inside("Charade.nfo"), hash: "aa" });
  const [picture] = await db
    .insert(cacheImageFiles)
    .values({
      ...owner,
      filePath: "cache/assets/aa/bb/aabb.jpg",
      fileName: "aabb.jpg",
      fileSizeBytes: 1,
      fileHash: `aabb${movieId}`,
      imageType: "poster",
      width: 2,
      height: 3,
      format: "jpg",
      sourceType: "local",
      sourceUrl: inside("poster.jpg"),
    })
    .returning({ id: cacheImageFiles.id });
  await db.insert(libraryImageFiles).values({ cacheFileId: picture?.id ?? 0, filePath: inside("poster.jpg") });
  await db
    .insert(recycleBin)
    .values({ ...owner, originalPath: inside("fanart.jpg"), recyclePath: "recycle/aa/aabb.jpg" });
  await db.insert(publishConflicts).values({ ...owner, path: inside("Charade.nfo"), kind: "nfo", reason: "Changed" });
  const [path, target] = [inside("poster.jpg"), inside("Charade-poster.jpg")];
  const finding = { libraryId: film?.libraryId ?? 0, kind: "file.name", detail: "It is gone." };
  await db.insert(verifyFindings).values({ ...finding, path, target });
  await db.insert(exclusions).values({ libraryId: film?.libraryId ?? 0, path: join(folder, "Bad (2000)") });
}
