import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  fieldChanges,
  folderFingerprints,
  jobs,
  libraries,
  libraryNfoFiles,
  libraryRoots,
  mediaParts,
  movieActors,
  movieGenres,
  movies,
  ratings,
  scanRuns,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { asNobody } from "#lib/files/testing/as-nobody.ts";
import { editMovie } from "#lib/movies/testing.ts";
import { applyScanBatch } from "./apply-scan.ts";
import { addLibrary, getLibrary, type Library } from "./libraries.ts";
import { listLibraryOverviews } from "./overview.ts";
import { scanLibrary } from "./scan-library.ts";
import { purgeScanRuns } from "./scan-runs.ts";
import { sweepLeftovers } from "./sweep-leftovers.ts";

let db: Db;
const home = mkdtempSync(join(tmpdir(), "metarr-scan-"));
let count = 0;

beforeAll(async () => {
  db = await testDb();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const nfo = (title: string, extra = "") =>
  `<?xml version="1.0" encoding="UTF-8"?><movie><title>${title}</title><plot>Told here.</plot>${extra}</movie>`;

async function aLibrary(files: Record<string, string> = {}): Promise<{ library: Library; root: string }> {
  count += 1;
  const root = join(home, `films-${count}`);
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) write(join(root, path), content);
  const library = await addLibrary(db, { name: `Films ${count}`, paths: [root] }, { scan: false });
  return { library, root };
}

const scan = (library: Library, full = false) => scanLibrary(db, { libraryId: library.id, full });
const films = (library: Library) =>
  db.select().from(movies).where(eq(movies.libraryId, library.id)).orderBy(movies.filePath);
async function onlyFilm(library: Library) {
  const [film, ...others] = await films(library);
  if (!film || others.length > 0) throw new Error(`${others.length + 1} films`);
  return film;
}

describe("a first scan", () => {
  test("takes names, NFO, cast, ratings, subtitles and files of a film", async () => {
    const { library, root } = await aLibrary({
      "Nosferatu (1922)/Nosferatu.1922.1080p.mkv": "film",
      "Nosferatu (1922)/Nosferatu.1922.1080p.nfo": nfo(
        "Nosferatu: Eine Symphonie des Grauens",
        `<year>1922</year><genre>Horror</genre><director>F. W. Murnau</director><uniqueid type="tmdb" default="true">653</uniqueid>
         <ratings><rating name="imdb" max="10" default="true"><value>7.8</value><votes>100</votes></rating></ratings>
         <actor><name>Max Schreck</name><role>Orlok</role></actor><actor><name>Max Schreck</name><role>The Count</role></actor>
         <myown>kept</myown>`,
      ),
      "Nosferatu (1922)/Nosferatu.1922.1080p.de.forced.srt": "1",
    });
    const report = await scan(library);
    expect(report).toMatchObject({ added: 1, skipped: 0 });
    const film = await onlyFilm(library);
    expect(film).toMatchObject({
      title: "Nosferatu: Eine Symphonie des Grauens",
      plot: "Told here.",
      year: 1922,
      tmdbId: 653,
      genres: ["Horror"],
      directors: ["F. W. Murnau"],
      rating: 7.8,
      voteCount: 100,
      identificationStatus: "discovered",
      filePath: join(root, "Nosferatu (1922)/Nosferatu.1922.1080p.mkv"),
    });
    expect(await db.$count(movieGenres, eq(movieGenres.movieId, film.id))).toBe(1);
    expect(await db.select().from(ratings).where(eq(ratings.entityId, film.id))).toMatchObject([
      { source: "imdb", isDefault: true },
    ]);
    const cast = await db
      .select()
      .from(movieActors)
      .innerJoin(actors, eq(actors.id, movieActors.actorId))
      .where(eq(movieActors.movieId, film.id));
    expect(cast.map((row) => [row.actors.name, row.movie_actors.role, row.movie_actors.actorOrder])).toEqual([
      ["Max Schreck", "Orlok / The Count", 1],
    ]);
    expect(await db.select().from(subtitleStreams).where(eq(subtitleStreams.movieId, film.id))).toMatchObject([
      { language: "de", isForced: true, isExternal: true },
    ]);
    const [record] = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, film.id));
    expect(record?.publishedAt).toBeNull();
    expect(JSON.stringify(record?.kept)).toContain("<myown>kept</myown>");
    const history = await db.select().from(fieldChanges).where(eq(fieldChanges.entityId, film.id));
    expect(history.map((row) => [row.field, row.source])).toEqual([["*", "nfo"]]);
  });

  test("asks for streams of new films in batches, and writes nothing into the library", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`Film ${index} (2001)/Film ${index} (2001).mkv`, "film"]),
    );
    const { library, root } = await aLibrary(files);
    const before = statSync(join(root, "Film 0 (2001)")).mtimeMs;
    await scan(library);
    expect(await films(library)).toHaveLength(60);
    const waiting = await db.select().from(jobs).where(eq(jobs.type, "movie.probe"));
    const mine = new Set((await films(library)).map((film) => film.id));
    const batches = waiting
      .map((job) => job.payload?.movieIds)
      .filter((ids) => Array.isArray(ids) && ids.every((id) => mine.has(id)));
    expect(batches).toHaveLength(3);
    expect(statSync(join(root, "Film 0 (2001)")).mtimeMs).toBe(before);
  });

  test("takes ids in names before those of the NFO", async () => {
    const { library } = await aLibrary({
      "The Thing (1982) {tmdb-1091}/The Thing.mkv": "film",
      "The Thing (1982) {tmdb-1091}/The Thing.nfo": nfo("The Thing", `<uniqueid type="tmdb">9999</uniqueid>`),
    });
    await scan(library);
    expect(await onlyFilm(library)).toMatchObject({ tmdbId: 1091, title: "The Thing" });
  });
});

describe("a second scan", () => {
  test("writes no row when nothing changed", async () => {
    const { library } = await aLibrary({
      "Metropolis (1927)/Metropolis (1927).mkv": "film",
      "Metropolis (1927)/Metropolis (1927).nfo": nfo("Metropolis"),
      "Metropolis (1927)/poster.jpg": "picture",
    });
    await scan(library);
    const everything = () =>
      Promise.all([
        films(library),
        db.select().from(folderFingerprints).then(inOrder),
        db.select().from(jobs).then(inOrder),
        db.select().from(fieldChanges).then(inOrder),
        db.select().from(mediaParts).then(inOrder),
      ]);
    const before = await everything();
    const report = await scan(library);
    expect(report).toMatchObject({ added: 0, changed: 0, missing: 0, foldersChanged: 0 });
    expect(await everything()).toEqual(before);
    const runs = await db.select().from(scanRuns).where(eq(scanRuns.libraryId, library.id)).orderBy(scanRuns.id);
    expect(runs).toMatchObject([
      { status: "completed", added: 1 },
      { status: "completed", added: 0 },
    ]);
  });

  test("keeps edits when a film is replaced by an upgrade with another name", async () => {
    const { library, root } = await aLibrary({ "Sintel (2010)/Sintel.2010.720p.mkv": "film" });
    await scan(library);
    const { id } = await onlyFilm(library);
    await transaction(db, (tx) => editMovie(tx, { movieId: id, patch: { title: "My Sintel" }, userId: null }));
    rmSync(join(root, "Sintel (2010)/Sintel.2010.720p.mkv"));
    write(join(root, "Sintel (2010)/Sintel.2010.2160p.mkv"), "a better film");
    const report = await scan(library);
    expect(report).toMatchObject({ added: 0, changed: 1, missing: 0 });
    expect(await onlyFilm(library)).toMatchObject({
      id,
      title: "My Sintel",
      titleLocked: true,
      fileName: "Sintel.2010.2160p.mkv",
    });
    const parts = await db.select().from(mediaParts).where(eq(mediaParts.movieId, id));
    expect(parts.map((part) => part.path)).toEqual([join(root, "Sintel (2010)/Sintel.2010.2160p.mkv")]);
  });

  test("sees a second version come, change and go beside an unchanged film, and has its streams read", async () => {
    const folder = "Sita (2008)";
    const { library, root } = await aLibrary({ [`${folder}/Sita (2008) 2160p.mkv`]: "large film" });
    await scan(library);
    const { id } = await onlyFilm(library);
    const second = join(root, folder, "Sita (2008) 720p.mkv");
    const sizes = async () =>
      (await db.select().from(mediaParts).where(eq(mediaParts.movieId, id)).orderBy(mediaParts.path)).map(
        ({ sizeBytes }) => sizeBytes,
      );
    /** How many probes wait for the film; then they are done. */
    const probes = async () => {
      await db.update(mediaParts).set({ probeKey: "read" }).where(eq(mediaParts.movieId, id));
      const waiting = await db.select().from(jobs).where(eq(jobs.type, "movie.probe"));
      const mine = waiting.filter(({ payload }) => JSON.stringify(payload) === JSON.stringify({ movieIds: [id] }));
      for (const job of mine) await db.delete(jobs).where(eq(jobs.id, job.id));
      return mine.length;
    };
    await probes();
    write(second, "film");
    expect(await scan(library)).toMatchObject({ added: 0, changed: 1 });
    expect([await sizes(), await probes()]).toEqual([[10, 4], 1]);
    write(second, "another");
    await scan(library);
    expect([await sizes(), await probes()]).toEqual([[10, 7], 1]);
    rmSync(second);
    expect(await scan(library)).toMatchObject({ changed: 1, missing: 0 });
    expect([await sizes(), await probes()]).toEqual([[10], 0]);
    expect(await onlyFilm(library)).toMatchObject({ id, missingAt: null });
  });

  test("knows which files belong to nothing, until they go or belong to a film", async () => {
    const { library, root } = await aLibrary({
      "A (2001)/A.mkv": "film",
      "A (2001)/notes.xyz": "1",
      "A (2001)/stray.xyz": "2",
      "loose/gone.xyz": "3",
    });
    const unknown = async () =>
      (await db.select().from(unknownFiles).where(eq(unknownFiles.libraryId, library.id)))
        .map((row) => row.path.slice(root.length + 1))
        .toSorted();
    await scan(library);
    expect(await unknown()).toEqual(["A (2001)/notes.xyz", "A (2001)/stray.xyz", "loose/gone.xyz"]);
    await scan(library);
    expect(await unknown()).toHaveLength(3);
    rmSync(join(root, "loose"), { recursive: true });
    renameSync(join(root, "A (2001)/stray.xyz"), join(root, "A (2001)/A.srt"));
    await scan(library);
    expect(await unknown()).toEqual(["A (2001)/notes.xyz"]);
  });

  test("tells two films that were taken for one apart, and keeps the first", async () => {
    const { library, root } = await aLibrary({
      "Spring/Spring (2019) 1080p.mkv": "a large film",
      "Spring/Spring (2019) 720p.mkv": "small",
    });
    await scan(library);
    const { id } = await onlyFilm(library);
    renameSync(join(root, "Spring/Spring (2019) 720p.mkv"), join(root, "Spring/Summer (2020).mkv"));
    await scan(library);
    expect((await films(library)).map((film) => [film.id === id, film.fileName])).toEqual([
      [true, "Spring (2019) 1080p.mkv"],
      [false, "Summer (2020).mkv"],
    ]);
  });

  test("recognises a renamed folder as the same film", async () => {
    const { library, root } = await aLibrary({ "Charade/Charade.mkv": "film of this size" });
    await scan(library);
    const { id } = await onlyFilm(library);
    renameSync(join(root, "Charade"), join(root, "Charade (1963)"));
    expect(await scan(library)).toMatchObject({ added: 0, moved: 1, missing: 0 });
    expect(await onlyFilm(library)).toMatchObject({ id, filePath: join(root, "Charade (1963)/Charade.mkv") });
  });

  test("takes over what somebody changed in an NFO, but not into a locked field", async () => {
    const { library, root } = await aLibrary({
      "Spring (2019)/Spring.mkv": "film",
      "Spring (2019)/Spring.nfo": nfo("Spring", "<tagline>First</tagline>"),
    });
    await scan(library);
    const { id } = await onlyFilm(library);
    await transaction(db, (tx) => editMovie(tx, { movieId: id, patch: { title: "Mine" }, userId: null }));
    write(join(root, "Spring (2019)/Spring.nfo"), nfo("Theirs", "<tagline>Second</tagline>"));
    await scan(library);
    expect(await onlyFilm(library)).toMatchObject({ title: "Mine", tagline: "Second" });
  });

  test("marks a vanished film missing and shows it again when it comes back", async () => {
    const { library, root } = await aLibrary({
      "A (2001)/A.mkv": "film a",
      "B (2002)/B.mkv": "film bb",
    });
    await scan(library);
    renameSync(join(root, "A (2001)"), join(home, `away-${count}`));
    expect(await scan(library)).toMatchObject({ missing: 1 });
    const [first] = await films(library);
    expect(first?.missingAt).toBeInstanceOf(Date);
    renameSync(join(home, `away-${count}`), join(root, "A (2001)"));
    await scan(library);
    const [again] = await films(library);
    expect(again).toMatchObject({ id: first?.id, missingAt: null });
  });
});

test("R3 temporary files of a stopped process are found by a scan, and go when they are old enough", async () => {
  const { library, root } = await aLibrary({ "A (2001)/A.mkv": "film", "A (2001)/.mtr-0123abcd": "half" });
  const folder = join(root, "A (2001)");
  const { leftovers, problems } = await scan(library);
  expect([leftovers, problems]).toEqual([[{ root, folder }], []]);
  expect(await sweepLeftovers(leftovers)).toEqual({ removed: 0, problems: [] });
  const gone = { root, folder: join(home, "elsewhere") };
  expect(await sweepLeftovers([gone, ...leftovers], { olderThanMs: 0 })).toEqual({
    removed: 1,
    problems: [{ path: gone.folder, message: expect.stringContaining("does not lie in the folder") }],
  });
  expect(await scan(library)).toMatchObject({ leftovers: [], foldersChanged: 0 });
});

describe("the record of a scan", () => {
  test("of a process that was stopped does not stay open", async () => {
    const { library } = await aLibrary({ "A (2001)/A.mkv": "film" });
    await db.insert(scanRuns).values({ libraryId: library.id });
    await scan(library);
    const runs = await db.select().from(scanRuns).where(eq(scanRuns.libraryId, library.id)).orderBy(scanRuns.id);
    expect(runs).toMatchObject([
      { status: "failed", error: "The scan was stopped before its end.", finishedAt: expect.any(Date) },
      { status: "completed" },
    ]);
  });

  test("says when the library was last scanned, and goes after 90 days", async () => {
    const { library } = await aLibrary({ "A (2001)/A.mkv": "film" });
    await scan(library);
    const { lastScannedAt } = await getLibrary(db, library.id);
    expect(lastScannedAt).toBeInstanceOf(Date);
    await scan(library);
    expect(await getLibrary(db, library.id)).toMatchObject({ lastScannedAt });
    const overview = async () => (await listLibraryOverviews(db)).find(({ libraryId }) => libraryId === library.id);
    expect((await overview())?.lastScannedAt?.getTime()).toBeGreaterThan(lastScannedAt?.getTime() ?? 0);
    expect(await overview()).toMatchObject({ films: 1 });
    const old = new Date(Date.now() - 91 * 86_400_000);
    await db.update(scanRuns).set({ finishedAt: old }).where(eq(scanRuns.libraryId, library.id));
    expect(await purgeScanRuns(db)).toBe(2);
    expect((await overview())?.lastScannedAt).toBeNull();
  });
});

test("a library that is moved or removed while it is scanned gets no film at its old place", async () => {
  for (const change of [{ version: 2 }, { deletedAt: new Date() }]) {
    const { library } = await aLibrary();
    await db.update(libraries).set(change).where(eq(libraries.id, library.id));
    // As it was read when the scan began.
    const writing = transaction(db, (tx) =>
      applyScanBatch(
        tx,
        { library, jobId: null, isFull: false, isUnreadable: () => false },
        { films: [], folders: [], unknown: [] },
      ),
    );
    await expect(writing).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(library.name) });
  }
});

describe("R6 a root that is gone", () => {
  test("or empty changes nothing and says so", async () => {
    const { library, root } = await aLibrary({ "A (2001)/A.mkv": "film" });
    await scan(library);
    const before = await films(library);
    renameSync(root, `${root}-away`);
    await expect(scan(library)).rejects.toMatchObject({ code: "offline", message: expect.stringContaining(root) });
    mkdirSync(root);
    await expect(scan(library)).rejects.toMatchObject({ code: "offline", message: expect.stringContaining("empty") });
    expect(await films(library)).toEqual(before);
  });

  test("or on another disk changes nothing, until a person confirms that it is the right one", async () => {
    const { library } = await aLibrary({ "A (2001)/A.mkv": "film" });
    await scan(library);
    await db.update(libraryRoots).set({ device: "1" }).where(eq(libraryRoots.libraryId, library.id));
    await expect(scan(library)).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining("another disk"),
    });
    const [root] = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, library.id));
    expect(root).toMatchObject({ state: "offline", stateReason: expect.stringContaining("another disk") });
    await scanLibrary(db, { libraryId: library.id, confirmed: true });
    await scan(library);
    expect((await films(library)).map((film) => film.missingAt)).toEqual([null]);
    const [again] = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, library.id));
    expect(again).toMatchObject({ state: "online", stateReason: null });
  });

  test("with many films missing at once marks none of them", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`F${index} (2001)/F${index}.mkv`, `film ${index}`]),
    );
    const { library, root } = await aLibrary(files);
    await scan(library);
    for (let index = 0; index < 25; index += 1) rmSync(join(root, `F${index} (2001)`), { recursive: true });
    await expect(scan(library)).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining("25 of 40"),
    });
    expect((await films(library)).every((film) => film.missingAt === null)).toBe(true);
    expect(await scanLibrary(db, { libraryId: library.id, confirmed: true })).toMatchObject({ missing: 25 });
    expect((await films(library)).filter((film) => film.missingAt !== null)).toHaveLength(25);
  });
});

describe("bad input", () => {
  test("a broken, a huge and an unreadable NFO cost only themselves and are named", async () => {
    const { library, root } = await aLibrary({
      "Broken (2001)/Broken.mkv": "film",
      "Broken (2001)/Broken.nfo": "<movie><title>Half",
      "Huge (2002)/Huge.mkv": "film",
      "Huge (2002)/Huge.nfo": nfo("Huge", `<x>${"y".repeat(5_000_000)}</x>`),
      "Good (2003)/Good.mkv": "film",
      "Good (2003)/Good.nfo": nfo("Good one"),
      "Shut (2004)/Shut.mkv": "film",
      "Shut (2004)/Shut.nfo": nfo("Not for us"),
    });
    chmodSync(home, 0o755);
    const shut = join(root, "Shut (2004)/Shut.nfo");
    chmodSync(shut, 0o000);
    const report = await asNobody(() => scan(library));
    expect(report.added).toBe(4);
    const problems = Object.fromEntries(report.problems.map(({ path, message }) => [path, message]));
    expect(problems[join(root, "Huge (2002)/Huge.nfo")]).toContain("1 MB");
    expect(problems[join(root, "Broken (2001)/Broken.nfo")]).toBeDefined();
    expect(problems[shut]).toBe(
      `Could not read the file ${shut}: Metarr has no permission. Give the user that runs Metarr access to it.`,
    );
    expect((await films(library)).map((film) => film.title)).toEqual(["Half", "Good one", "Huge", "Shut"]);
    chmodSync(shut, 0o644);
    await scan(library, true);
    expect((await films(library)).map((film) => film.title)).toEqual(["Half", "Good one", "Huge", "Not for us"]);
  });

  test("a folder that may not be read keeps the films that are known in it", async () => {
    const { library, root } = await aLibrary({ "A (2001)/A.mkv": "film", "B (2002)/B.mkv": "other" });
    await scan(library);
    chmodSync(home, 0o755);
    chmodSync(join(root, "A (2001)"), 0o000);
    const report = await asNobody(() => scan(library));
    chmodSync(join(root, "A (2001)"), 0o755);
    expect(report).toMatchObject({
      missing: 0,
      problems: [{ path: join(root, "A (2001)"), message: expect.stringContaining("has no permission") }],
    });
    expect((await films(library)).map((film) => film.missingAt)).toEqual([null, null]);
  });

  test("R10 names with a newline, emoji, 255 bytes and bytes that are no text", async () => {
    const long = `${"x".repeat(251)}.mkv`;
    const { library, root } = await aLibrary({
      "Odd\nname (2001)/film.mkv": "a",
      "🎬 Film (2002)/🎬.mkv": "bb",
      [`Long (2003)/${long}`]: "ccc",
    });
    mkdirSync(join(root, "bytes"));
    writeFileSync(
      Buffer.concat([Buffer.from(`${root}/bytes/`), Buffer.from([0xff, 0xfe]), Buffer.from(".mkv")]),
      "dddd",
    );
    const report = await scan(library);
    expect(report.added).toBe(3);
    expect(report.problems).toMatchObject([{ path: expect.stringContaining("bytes") }]);
    expect((await films(library)).map((film) => film.fileName)).toContain(long);
  });

  test("a file that only changed its time is the same film", async () => {
    const { library, root } = await aLibrary({ "T (2001)/T.mkv": "film" });
    await scan(library);
    const { id } = await onlyFilm(library);
    utimesSync(join(root, "T (2001)/T.mkv"), new Date(), new Date(Date.now() - 86_400_000));
    await scan(library);
    expect(await onlyFilm(library)).toMatchObject({ id, missingAt: null });
  });
});
