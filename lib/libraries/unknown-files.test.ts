import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  assetCandidates,
  extras,
  jobs,
  libraries,
  movies,
  recycleBin,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { cacheLocalArtwork } from "#lib/artwork/local.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";
import { addLibrary } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { countUnknownFiles, ignoreUnknownFiles, listUnknownFiles } from "./unknown-files.ts";
import { assignUnknownFile, unassignUnknownFile } from "./unknown-files-assign.ts";
import { guessAssignment, guessByName } from "./unknown-files-guess.ts";
import { recycleUnknownFiles, requestRecycle, undoRecycle } from "./unknown-files-recycle.ts";

const db = await testDb();
const home = mkdtempSync(join(tmpdir(), "metarr-unknown-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(recycleBin);
  await db.delete(movies);
  await db.delete(libraries);
});

function write(path: string, content: string | Buffer = path): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A library in whose films' folder lie files that no name explains. */
async function aLibrary() {
  count += 1;
  const root = join(home, `films-${count}`);
  const folder = join(root, "Heat (1995)");
  write(join(folder, "Heat (1995).mkv"));
  write(join(root, "Lost", "teaser one.mkv.trailer.mkv"));
  write(join(root, "Lost", "german forced.srt"));
  write(join(root, "Lost", "notes.txt"));
  write(join(folder, "scan of the box.jpg"), await jpeg(count));
  const { id } = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  const scan = (full = false) => scanLibrary(db, { libraryId: id, full });
  await scan();
  const [film] = await db.select().from(movies).where(eq(movies.libraryId, id));
  return { libraryId: id, root, folder, movieId: film?.id ?? 0, scan };
}

async function idOf(name: string): Promise<number> {
  const rows = await db.select().from(unknownFiles);
  const row = rows.find(({ path }) => path.endsWith(`/${name}`));
  if (!row) throw new Error(`${name} is not unknown: ${rows.map(({ path }) => path).join(", ")}`);
  return row.id;
}

const names = async (...args: Parameters<typeof listUnknownFiles>) =>
  (await listUnknownFiles(...args)).map(({ path }) => path.slice(path.lastIndexOf("/") + 1)).sort();
const extrasOf = (movieId: number) =>
  db.select({ kind: extras.kind, path: extras.path }).from(extras).where(eq(extras.movieId, movieId));
const subtitlesOf = (movieId: number) =>
  db
    .select({ path: subtitleStreams.filePath, language: subtitleStreams.language, isForced: subtitleStreams.isForced })
    .from(subtitleStreams)
    .where(and(eq(subtitleStreams.movieId, movieId), eq(subtitleStreams.isExternal, true)));

describe("the list", () => {
  test("is narrowed by kind, folder, text, library and state, and read page by page", async () => {
    const { libraryId, root, folder } = await aLibrary();
    const all = await listUnknownFiles(db);
    expect(all.map(({ path }) => path)).toHaveLength(4);
    const [first] = await listUnknownFiles(db, { limit: 1 });
    const rest = await listUnknownFiles(db, { after: first?.path });
    expect([first, ...rest]).toEqual(all);
    expect(await names(db, { filter: { kinds: ["image"] } })).toEqual(["scan of the box.jpg"]);
    expect(await names(db, { filter: { folder } })).toEqual(["scan of the box.jpg"]);
    expect(await names(db, { filter: { folder: join(root, "Los") } })).toEqual([]);
    expect(await names(db, { filter: { search: "NOTES" } })).toEqual(["notes.txt"]);
    expect(await names(db, { filter: { search: "%" } })).toEqual([]);
    expect(await names(db, { filter: { libraryIds: [libraryId + 1] } })).toEqual([]);
    expect(await countUnknownFiles(db, { libraryIds: [libraryId] })).toBe(4);
  });

  test("leaves out what is ignored until that is taken back, also after a scan", async () => {
    const { root, scan } = await aLibrary();
    const unknownFileIds = [await idOf("notes.txt")];
    expect(await ignoreUnknownFiles(db, { unknownFileIds, isIgnored: true })).toBe(1);
    expect(await ignoreUnknownFiles(db, { unknownFileIds, isIgnored: true })).toBe(0);
    write(join(root, "Lost", "more.txt"));
    await scan();
    expect(await names(db)).not.toContain("notes.txt");
    expect(await names(db, { filter: { state: "ignored" } })).toEqual(["notes.txt"]);
    await ignoreUnknownFiles(db, { unknownFileIds, isIgnored: false });
    expect(await names(db)).toContain("notes.txt");
  });
});

describe("an assigned file", () => {
  test("stands with its film through scans that write the film anew, and counts as no change", async () => {
    const { folder, movieId, scan } = await aLibrary();
    const [trailer, subtitle] = [await idOf("teaser one.mkv.trailer.mkv"), await idOf("german forced.srt")];
    await assignUnknownFile(db, {
      unknownFileId: trailer,
      owner: { entityType: "movie", entityId: movieId },
      as: "trailer",
      userId: null,
    });
    await assignUnknownFile(db, {
      unknownFileId: subtitle,
      owner: { entityType: "movie", entityId: movieId },
      as: "subtitle",
      language: "de",
      isForced: true,
      userId: null,
    });
    const expectBoth = async () => {
      expect(await extrasOf(movieId)).toEqual([{ kind: "trailer", path: expect.stringContaining("teaser one") }]);
      expect(await subtitlesOf(movieId)).toEqual([
        { path: expect.stringContaining("german"), language: "de", isForced: true },
      ]);
    };
    await expectBoth();
    // Another size: the film's files are written anew.
    write(join(folder, "Heat (1995).mkv"), "another file");
    expect(await scan()).toMatchObject({ changed: 1 });
    await expectBoth();
    expect(await scan(true)).toMatchObject({ changed: 0, added: 0, missing: 0 });
    await expectBoth();
    expect(await names(db, { filter: { state: "assigned" } })).toEqual([
      "german forced.srt",
      "teaser one.mkv.trailer.mkv",
    ]);
    expect((await listUnknownFiles(db, { filter: { state: "assigned" } }))[0]).toMatchObject({
      entityType: "movie",
      owner: { title: "Heat", movieId, seriesId: null, seasonNumber: null, episodeNumber: null },
    });
  });

  test("that leaves the disk leaves its film", async () => {
    const { root, movieId, scan } = await aLibrary();
    await assignUnknownFile(db, {
      unknownFileId: await idOf("teaser one.mkv.trailer.mkv"),
      owner: { entityType: "movie", entityId: movieId },
      as: "trailer",
      userId: null,
    });
    rmSync(join(root, "Lost", "teaser one.mkv.trailer.mkv"));
    await scan();
    expect(await extrasOf(movieId)).toEqual([]);
    expect(await names(db, { filter: { state: "assigned" } })).toEqual([]);
  });

  test("is unknown again when that is taken back, and only what is possible is done", async () => {
    const { movieId } = await aLibrary();
    const unknownFileId = await idOf("teaser one.mkv.trailer.mkv");
    await assignUnknownFile(db, {
      unknownFileId,
      owner: { entityType: "movie", entityId: movieId },
      as: "extra",
      extraKind: "clip",
      userId: null,
    });
    expect(await extrasOf(movieId)).toMatchObject([{ kind: "clip" }]);
    await assignUnknownFile(db, {
      unknownFileId,
      owner: { entityType: "movie", entityId: movieId },
      as: "trailer",
      userId: null,
    });
    expect(await extrasOf(movieId)).toMatchObject([{ kind: "trailer" }]);
    await unassignUnknownFile(db, { unknownFileId, userId: null });
    expect(await extrasOf(movieId)).toEqual([]);
    expect(await names(db)).toContain("teaser one.mkv.trailer.mkv");
    const no = (file: number, film: number) =>
      assignUnknownFile(db, {
        unknownFileId: file,
        owner: { entityType: "movie", entityId: film },
        as: "trailer",
        userId: null,
      });
    await expect(no(await idOf("notes.txt"), movieId)).rejects.toMatchObject({ code: "unsupported" });
    await expect(no(unknownFileId, 99_999)).rejects.toMatchObject({ code: "not_found" });
    await expect(no(99_999, movieId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that is a picture comes among the film's candidates, and is blocked when that is taken back", async () => {
    const { movieId } = await aLibrary();
    const unknownFileId = await idOf("scan of the box.jpg");
    const assign = () =>
      assignUnknownFile(db, {
        unknownFileId,
        owner: { entityType: "movie", entityId: movieId },
        as: "artwork",
        imageType: "keyart",
        userId: null,
      });
    const candidates = () =>
      db
        .select({
          type: assetCandidates.assetType,
          provider: assetCandidates.provider,
          isBlocked: assetCandidates.isBlocked,
        })
        .from(assetCandidates)
        .where(eq(assetCandidates.entityId, movieId));
    await db.delete(jobs);
    await assign();
    expect((await db.select().from(jobs)).map(({ type, payload }) => ({ type, payload }))).toEqual([
      { type: "movie.artwork", payload: { movieIds: [movieId] } },
    ]);
    expect(await cacheLocalArtwork(db, { movieIds: [movieId] })).toMatchObject({ added: 1, problems: [] });
    expect(await candidates()).toEqual([{ type: "keyart", provider: "local", isBlocked: false }]);
    await unassignUnknownFile(db, { unknownFileId, userId: null });
    expect(await candidates()).toMatchObject([{ isBlocked: true }]);
    await assign();
    expect(await candidates()).toMatchObject([{ isBlocked: false }]);
  });
});

describe("what a file most likely is", () => {
  test.each([
    ["video", "Heat teaser 2.mkv", { as: "trailer", extraKind: "trailer" }],
    ["video", "Making of Heat.mkv", { as: "extra", extraKind: "behindthescenes" }],
    ["video", "odd.mkv", { as: "extra", extraKind: "other" }],
    ["image", "my wallpaper.jpg", { as: "artwork", imageType: "fanart" }],
    ["image", "heat cover.jpg", { as: "artwork", imageType: "poster" }],
    ["image", "IMG_2031.jpg", { as: "artwork", imageType: "poster" }],
    ["subtitle", "Heat german forced.srt", { as: "subtitle", language: "de", isForced: true }],
    ["subtitle", "no.time.to.die.srt", { as: "subtitle", isForced: false }],
    ["nfo", "a.nfo", { as: null, ways: [] }],
  ] as const)("%s %j: %j", (kind, path, guess) => expect(guessByName({ path, kind })).toMatchObject(guess));

  test("is of the film in its folder, else of one with its title, else nobody's", async () => {
    const { movieId, libraryId, root, scan } = await aLibrary();
    write(join(root, "Lost", "my.HEAT.wallpaper.jpg"));
    await scan();
    const heat = { movieId, title: "Heat", year: 1995, libraryId };
    const films = async (name: string) => (await guessAssignment(db, { unknownFileId: await idOf(name) })).films;
    expect(await films("scan of the box.jpg")).toEqual([heat]);
    expect(await films("my.HEAT.wallpaper.jpg")).toEqual([heat]);
    expect(await films("notes.txt")).toEqual([]);
  });
});

describe("recycling", () => {
  const start = async (name: string) => {
    const { jobId } = await requestRecycle(db, { unknownFileIds: [await idOf(name)] });
    const settle = (status: "running" | "completed") => db.update(jobs).set({ status }).where(eq(jobs.id, jobId));
    return { jobId, settle };
  };

  test("moves the file into the bin by a job, and undo puts it back and scans", async () => {
    const { root, libraryId, scan } = await aLibrary();
    const unknownFileId = await idOf("notes.txt");
    const { jobId, settle } = await start("notes.txt");
    await settle("running");
    await expect(undoRecycle(db, { jobId, userId: null })).rejects.toMatchObject({ code: "conflict" });
    const moved = await recycleUnknownFiles(db, { unknownFileIds: [unknownFileId, 99_999], jobId, userId: null });
    expect(moved).toEqual({ recycled: 1, problems: [] });
    expect(existsSync(join(root, "Lost", "notes.txt"))).toBe(false);
    expect(await names(db)).not.toContain("notes.txt");
    await settle("completed");
    await db.delete(jobs).where(eq(jobs.type, "library.scan"));
    expect(await undoRecycle(db, { jobId, userId: null })).toEqual({ files: 1 });
    expect(existsSync(join(root, "Lost", "notes.txt"))).toBe(true);
    expect((await db.select().from(jobs).where(eq(jobs.type, "library.scan"))).map((job) => job.payload)).toEqual([
      { libraryId },
    ]);
    await scan();
    expect(await names(db)).toContain("notes.txt");
  });

  test("that still waits is cancelled by undo", async () => {
    const { root } = await aLibrary();
    const { jobId } = await start("notes.txt");
    expect(await undoRecycle(db, { jobId, userId: null })).toEqual({ files: 0 });
    expect((await db.select().from(jobs).where(eq(jobs.id, jobId)))[0]?.status).toBe("cancelled");
    expect(existsSync(join(root, "Lost", "notes.txt"))).toBe(true);
  });

  test("leaves a file that the bin gave back to be found by the next scan", async () => {
    const { scan } = await aLibrary();
    const { jobId } = await start("german forced.srt");
    await recycleUnknownFiles(db, { unknownFileIds: [await idOf("german forced.srt")], jobId, userId: null });
    const [file] = await listRecycled(db);
    await restoreRecycled(db, { recycleId: file?.recycleId ?? 0 });
    await scan();
    expect(await names(db)).toContain("german forced.srt");
  });
});
