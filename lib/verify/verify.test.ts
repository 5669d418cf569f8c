import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  assetCandidates,
  cacheImageFiles,
  jobs,
  libraryImageFiles,
  mediaParts,
  movies,
  recycleBin,
  series,
  verifyFindings,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { updateMirrorsOf } from "#lib/artwork/apply-selection.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { env } from "#lib/env.ts";
import {
  aPublishableFilm,
  choosePicture,
  publishMovie,
  removeFolders,
  type TestFilm,
  upgrade,
} from "#lib/publish/testing.ts";
import { aPublishableShow, publishSeries } from "#lib/publish/testing-show.ts";
import { sliceLimits } from "./budget.ts";
import { recordCacheCheck } from "./record-cache-check.ts";
import { repairFindings } from "./repair.ts";
import { dropMissing } from "./runs.ts";
import { begin, openFindings, verify } from "./testing.ts";
import { rot } from "./testing-files.ts";
import { verifySlice } from "./verify-slice.ts";
import { type FindingKind, safeKinds } from "./vocabulary.ts";

const db = await testDb();
removeFolders();

const N = "Heat (1995)";
const at = (film: TestFilm, name: string) => join(film.folder, `${N}${name}`);

async function aPublishedFilm(params: Parameters<typeof aPublishableFilm>[1] = {}) {
  const film = await aPublishableFilm(db, params);
  for (const entity of [
    { entityType: "movie", entityId: film.movieId },
    { entityType: "collection", entityId: film.collectionId },
  ] as const) {
    await transaction(db, (tx) => updateMirrorsOf(tx, { ...entity, isChanged: false }));
  }
  await publishMovie(db, { movieId: film.movieId });
  return film;
}

const found = async ({ libraryId }: { libraryId: number }) =>
  (await openFindings(db, libraryId)).map(({ kind, path }) => `${kind} ${path}`);
const repair = ({ libraryId }: { libraryId: number }, kinds: readonly FindingKind[] = safeKinds) =>
  repairFindings(db, { libraryId, kinds });

/** Verified again, there is nothing left. */
async function expectInOrder(film: { libraryId: number }): Promise<void> {
  await verify(db, { libraryId: film.libraryId });
  expect(await found(film)).toEqual([]);
}

describe("a library in order", () => {
  test("has no findings, and every file of it was read", async () => {
    const film = await aPublishedFilm();
    const run = await verify(db, { libraryId: film.libraryId });
    expect(run).toMatchObject({
      status: "completed",
      itemsChecked: 1,
      filesChecked: 3,
      cacheChecked: 2,
      mediaChecked: 1,
    });
    expect(await found(film)).toEqual([]);
    expect(run.bytesRead).toBeGreaterThan(1000);
  });

  test("of series is read the same way, with seasons, episodes and people", async () => {
    const show = await aPublishableShow(db);
    await publishSeries(db, { seriesId: show.seriesId });
    // Nothing of the example chose what lists show.
    await verify(db, { libraryId: show.libraryId });
    await repair(show, ["row"]);
    const run = await verify(db, { libraryId: show.libraryId });
    expect(await found(show)).toEqual([]);
    const nfo = join(show.directoryPath, "Season 01/Dark Harbour S01E02-E03.nfo");
    const portrait = join(show.directoryPath, ".actors/Zoë_Saldaña.jpg");
    await rm(nfo);
    await rot(portrait);
    const again = await verify(db, { libraryId: show.libraryId });
    expect(again.filesChecked).toBe(run.filesChecked);
    expect(await found(show)).toEqual([`file.damaged ${portrait}`, `file.missing ${nfo}`]);
    expect(await repair(show)).toMatchObject({ repaired: 2, problems: [] });
    await expectInOrder(show);

    const guest = join(show.directoryPath, ".actors/Guest_Star_Jr.jpg");
    await rm(guest);
    for (const path of await readdir(show.directoryPath, { recursive: true })) {
      if (path.endsWith(".mkv")) await rm(join(show.directoryPath, path));
    }
    await writeFile(join(show.directoryPath, "theirs.txt"), "theirs");
    await db.update(series).set({ deletedAt: new Date() }).where(eq(series.id, show.seriesId));
    await verify(db, { libraryId: show.libraryId });
    const left = await found(show);
    expect(left.filter((each) => !each.startsWith("file.orphan"))).toEqual([`row ${guest}`]);
    expect(left).toHaveLength(run.filesChecked);
    expect(await repair(show)).toMatchObject({ repaired: left.length, problems: [] });
    expect(await readdir(show.directoryPath, { recursive: true })).toEqual(["theirs.txt"]);
    await expectInOrder(show);
    await rm(show.root, { recursive: true });
  });
});

describe("found and repaired", () => {
  test("a published file that is gone is written again", async () => {
    const film = await aPublishedFilm();
    const before = await readFile(at(film, "-poster.jpg"));
    await rm(at(film, "-poster.jpg"));
    await rm(at(film, ".nfo"));
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`file.missing ${at(film, "-poster.jpg")}`, `file.missing ${at(film, ".nfo")}`]);
    expect(await repair(film)).toEqual({ repaired: 2, problems: [], next: null });
    expect(await readFile(at(film, "-poster.jpg"))).toEqual(before);
    await expectInOrder(film);
  });

  test("bit rot under the same size and time is told by the hash; the damaged file goes to the recycle bin", async () => {
    const film = await aPublishedFilm();
    const path = at(film, "-fanart.jpg");
    const before = await readFile(path);
    await rot(path);
    expect(await publishMovie(db, { movieId: film.movieId })).toMatchObject({ isChanged: false });
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`file.damaged ${path}`]);
    await repair(film);
    expect(await readFile(path)).toEqual(before);
    const [row] = await db.select().from(recycleBin).where(eq(recycleBin.originalPath, path));
    expect(row).toMatchObject({ reason: "Its bytes were damaged", entityId: film.movieId });
    await expectInOrder(film);
  });

  test("a damaged file stays as long as the cache has nothing to put in its place", async () => {
    const film = await aPublishedFilm();
    await choosePicture(db, {
      movieId: film.movieId,
      type: "banner",
      bytes: await jpeg(777, { width: 1000, height: 185 }),
    });
    await publishMovie(db, { movieId: film.movieId });
    const path = at(film, "-banner.jpg");
    await rot(path);
    const [row] = await db
      .select({ path: cacheImageFiles.filePath })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(eq(libraryImageFiles.filePath, path));
    const cached = join(env.DATA_DIR, row?.path ?? "");
    const bytes = await readFile(cached);
    await rm(cached);
    const damaged = await readFile(path);
    await verify(db, { libraryId: film.libraryId });
    const kinds = ["cache.missing", "file.damaged"] as const;
    expect(await repair(film, kinds)).toMatchObject({ repaired: 0, problems: [{}, { path }] });
    expect(await readFile(path)).toEqual(damaged);
    expect(await openFindings(db, film.libraryId)).toMatchObject([
      { kind: "cache.missing", problem: expect.any(String) },
      { kind: "file.damaged", problem: expect.stringContaining("no good copy") },
      { kind: "row" },
    ]);
    await writeFile(cached, bytes);
    expect(await repair(film)).toMatchObject({ repaired: 3 });
    await expectInOrder(film);
  });

  test("a lost or damaged file of the cache comes back from the library", async () => {
    const film = await aPublishedFilm();
    const rows = await db
      .select({ path: cacheImageFiles.filePath, type: cacheImageFiles.imageType })
      .from(cacheImageFiles)
      .where(and(eq(cacheImageFiles.entityType, "movie"), eq(cacheImageFiles.entityId, film.movieId)));
    const pathOf = (type: string) => rows.find((row) => row.type === type)?.path ?? "";
    await rm(join(env.DATA_DIR, pathOf("poster")));
    await rot(join(env.DATA_DIR, pathOf("fanart")));
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`cache.damaged ${pathOf("fanart")}`, `cache.missing ${pathOf("poster")}`]);
    expect(await repair(film)).toMatchObject({ repaired: 2, problems: [] });
    await expectInOrder(film);
  });

  test("what somebody changed is reported, and repaired by nothing but the library's policy", async () => {
    const film = await aPublishedFilm({ library: { nfoPolicy: "ask" } });
    const path = at(film, ".nfo");
    const theirs = (await readFile(path, "utf8")).replace("<title>Heat</title>", "<title>Theirs</title>");
    await writeFile(path, theirs);
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([`file.changed ${path}`]);
    expect(await repair(film)).toMatchObject({ repaired: 0, problems: [] });
    const asked = await repair(film, ["file.changed"]);
    expect(asked.problems).toMatchObject([{ path, message: expect.stringContaining("your decision") }]);
    expect(await readFile(path, "utf8")).toBe(theirs);
  });

  test("names that are no longer right are put in order, and a pending edit is still to be published", async () => {
    const film = await aPublishedFilm();
    await upgrade(db, film, "Heat (1995) 2160p.mkv");
    await db.update(movies).set({ plot: "Edited.", version: 50 }).where(eq(movies.id, film.movieId));
    await verify(db, { libraryId: film.libraryId });
    const open = await openFindings(db, film.libraryId);
    expect(open.map(({ kind, target }) => `${kind} ${target}`)).toEqual([
      `file.name ${at(film, " 2160p-fanart.jpg")}`,
      `file.name ${at(film, " 2160p-poster.jpg")}`,
      "file.name null",
    ]);
    const [poster] = open.filter(({ target }) => target?.endsWith("poster.jpg"));
    await repairFindings(db, { libraryId: film.libraryId, findingIds: [poster?.id ?? 0] });
    const [row] = await db.select().from(movies).where(eq(movies.id, film.movieId));
    expect(row?.publishedVersion).not.toBe(50);
    expect(await readdir(film.folder)).toEqual(expect.arrayContaining([`${N} 2160p-poster.jpg`, `${N}-fanart.jpg`]));
    await repair(film);
    expect(await found(film)).toEqual([]);
  });

  test("files of a film that is gone go to the recycle bin; those of one that was only taken out of Metarr stay", async () => {
    const film = await aPublishedFilm();
    await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, film.movieId));
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([]);
    await rm(film.filePath);
    await writeFile(join(film.folder, "theirs.txt"), "theirs");
    await writeFile(join(film.root, "Other.mkv"), "video");
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual(
      ["-fanart.jpg", "-poster.jpg", ".nfo"].map((name) => `file.orphan ${at(film, name)}`),
    );
    expect(await repair(film)).toMatchObject({ repaired: 3, problems: [] });
    expect(await readdir(film.folder)).toEqual(["theirs.txt"]);
    await expectInOrder(film);
  });

  test("leftovers of stopped work are cleared away, and a file that is being written is not", async () => {
    const film = await aPublishedFilm();
    const [old, fresh] = [join(film.folder, ".mtr-0123abcd"), join(film.folder, ".mtr-89abcdef")];
    await writeFile(old, "half");
    await writeFile(fresh, "half");
    await mkdir(join(film.folder, ".actors"));
    await verify(db, { libraryId: film.libraryId });
    // Both were made just now, and nobody can set back when.
    expect(await found(film)).toEqual([`leftover ${join(film.folder, ".actors")}`]);
    await repair(film);
    expect(await readdir(film.folder)).not.toContain(".actors");
    expect(await readdir(film.folder)).toContain(".mtr-0123abcd");
  });

  test("a picture in lists that is not the chosen one, and a chosen one that never came", async () => {
    const film = await aPublishedFilm();
    await db.update(movies).set({ posterId: null, fanartId: null }).where(eq(movies.id, film.movieId));
    const [banner] = await db
      .insert(assetCandidates)
      .values({
        ...{ entityType: "movie", entityId: film.movieId, assetType: "banner", provider: "tmdb" },
        ...{ url: "https://image.tmdb.org/t/p/original/banner.jpg", isSelected: true, rank: 1 },
        createdAt: new Date(Date.now() - 7_200_000),
      })
      .returning();
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toEqual([
      `choice chosen picture ${banner?.id}`,
      `row shown picture movie ${film.movieId} fanartId`,
      `row shown picture movie ${film.movieId} posterId`,
    ]);
    expect(await repair(film)).toMatchObject({ repaired: 3 });
    const [after] = await db.select().from(movies).where(eq(movies.id, film.movieId));
    expect(after?.posterId).toEqual(expect.any(Number));
    expect((await db.select().from(jobs).where(eq(jobs.type, "artwork.cache"))).map((job) => job.payload)).toEqual([
      { candidateId: banner?.id, movieId: film.movieId },
    ]);
    await expectInOrder(film);
  });

  test("a media file that is gone is reported, and a scan is asked for", async () => {
    const film = await aPublishedFilm();
    const part = join(film.folder, "Heat (1995) cd2.mkv");
    await db.insert(mediaParts).values({ movieId: film.movieId, kind: "part", path: part, partNumber: 2 });
    await verify(db, { libraryId: film.libraryId });
    expect(await found(film)).toContain(`media.gone ${part}`);
    await repair(film, ["media.gone"]);
    expect(
      (await db.select().from(jobs).where(eq(jobs.type, "library.scan"))).map((job) => job.payload),
    ).toContainEqual({
      libraryId: film.libraryId,
    });
  });
});

describe("findings", () => {
  test("are ended when the next run does not see them, open again when it does, and stay dismissed", async () => {
    const film = await aPublishedFilm();
    const path = at(film, ".nfo");
    const bytes = await readFile(path);
    await rm(path);
    await verify(db, { libraryId: film.libraryId });
    const [finding] = await openFindings(db, film.libraryId);
    await db
      .update(verifyFindings)
      .set({ dismissedAt: new Date() })
      .where(eq(verifyFindings.id, finding?.id ?? 0));
    await verify(db, { libraryId: film.libraryId });
    expect(await openFindings(db, film.libraryId)).toMatchObject([{ id: finding?.id, dismissedAt: expect.any(Date) }]);
    expect(await repair(film)).toMatchObject({ repaired: 0 });
    await writeFile(path, bytes);
    await verify(db, { libraryId: film.libraryId });
    expect(await openFindings(db, film.libraryId)).toEqual([]);
    await rm(path);
    await verify(db, { libraryId: film.libraryId });
    expect(await openFindings(db, film.libraryId)).toMatchObject([{ id: finding?.id, dismissedAt: null }]);
  });

  test("of one film come from looking at that film alone", async () => {
    const film = await aPublishedFilm();
    await rm(at(film, ".nfo"));
    const run = await verify(db, { libraryId: film.libraryId, entityType: "movie", entityId: film.movieId });
    expect(run).toMatchObject({ itemsChecked: 1, cacheChecked: 2 });
    expect(await found(film)).toEqual([`file.missing ${at(film, ".nfo")}`]);
  });

  test("of the nightly check of the cache stand in the report of the library, until it is in order", async () => {
    const film = await aPublishedFilm();
    const [row] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.entityId, film.movieId));
    const path = row?.filePath ?? "";
    await recordCacheCheck(db, { good: [], lost: [{ path, reason: "Its provider no longer has it." }] });
    expect(await found(film)).toEqual([`cache.missing ${path}`]);
    await recordCacheCheck(db, { good: [path], lost: [] });
    expect(await found(film)).toEqual([]);
  });

  test("of an item that is not monitored are left alone unless a person asks", async () => {
    const film = await aPublishedFilm({ movie: { monitored: false } });
    await rm(at(film, ".nfo"));
    await verify(db, { libraryId: film.libraryId });
    const scope = { libraryId: film.libraryId };
    expect(await repairFindings(db, { ...scope, isAutomatic: true })).toMatchObject({ repaired: 0 });
    expect(await repairFindings(db, scope)).toMatchObject({ repaired: 1 });
  });
});

describe("in slices", () => {
  const one = { items: 1, files: 1, bytes: 1, pages: 1 };

  test("a run goes on where the last slice ended, also within one item, and reads nothing twice", async () => {
    const film = await aPublishedFilm();
    await rm(at(film, ".nfo"));
    const run = await verify(db, { libraryId: film.libraryId }, one);
    expect(run).toMatchObject({
      status: "completed",
      itemsChecked: 1,
      filesChecked: 3,
      cacheChecked: 2,
      mediaChecked: 1,
    });
    expect(run.slices).toBeGreaterThanOrEqual(8);
    expect(await found(film)).toEqual([`file.missing ${at(film, ".nfo")}`]);
  });

  test("a slice that is stopped leaves the place where it began, and the next one finds the same", async () => {
    const film = await aPublishedFilm();
    await rm(at(film, ".nfo"));
    const run = await begin(db, { libraryId: film.libraryId });
    const limits = { ...sliceLimits, files: 2 };
    const lost = verifySlice(db, { run, limits, follow: () => Promise.reject(new Error("killed")) });
    await expect(lost).rejects.toThrow("killed");
    expect(await openFindings(db, film.libraryId)).toEqual([]);
    const controller = new AbortController();
    controller.abort(new Error("cancelled"));
    await expect(verifySlice(db, { run, limits, signal: controller.signal })).rejects.toThrow("cancelled");
    expect(await verifySlice(db, { run, limits })).toMatchObject({ isOver: false, looked: { files: 2, items: 0 } });
    // The run was begun by a job that ended: the next one takes it up.
    const again = await verify(db, { libraryId: film.libraryId });
    expect(again).toMatchObject({ id: run.id, status: "completed", filesChecked: 3, itemsChecked: 1 });
    expect(await found(film)).toEqual([`file.missing ${at(film, ".nfo")}`]);
  });

  test("the work grows with the number of films, slice by slice", async () => {
    const counts: number[] = [];
    for (const films of [2, 4, 8]) {
      const first = await aPublishedFilm({ library: { name: `Growing ${films}` } });
      for (let index = 1; index < films; index += 1) {
        const folder = join(first.root, `Film ${index}`);
        const filePath = join(folder, `Film ${index}.mkv`);
        await mkdir(folder);
        await writeFile(filePath, "video");
        const [row] = await db
          .insert(movies)
          .values({ libraryId: first.libraryId, filePath, fileName: `Film ${index}.mkv`, title: `Film ${index}` })
          .returning();
        await publishMovie(db, { movieId: row?.id ?? 0 });
      }
      const limits = { ...sliceLimits, items: 1 };
      const run = await verify(db, { libraryId: first.libraryId }, limits);
      expect(run).toMatchObject({ itemsChecked: films, filesChecked: films + 2 });
      counts.push(run.slices);
    }
    expect(counts.map((count) => count - (counts[0] ?? 0))).toEqual([0, 2, 6]);
  });
});

describe("R6 a disk that is away", () => {
  test("ends the run with one sentence, and nothing is called missing", async () => {
    const film = await aPublishedFilm();
    const run = await begin(db, { libraryId: film.libraryId });
    await rename(film.root, `${film.root}-away`);
    await expect(verifySlice(db, { run })).rejects.toMatchObject({ code: "offline" });
    await mkdir(film.root);
    await expect(verifySlice(db, { run })).rejects.toThrow("is empty, but held 1 films");
    expect(await openFindings(db, film.libraryId)).toEqual([]);
    await rm(film.root, { recursive: true });
    await rename(`${film.root}-away`, film.root);
    await rm(at(film, ".nfo"));
    await verifySlice(db, { run, limits: { ...sliceLimits, items: 1 } });
    expect(await found(film)).toHaveLength(1);
    await transaction(db, (tx) => dropMissing(tx, { runId: run.id }));
    expect(await found(film)).toEqual([]);
  });

  test("is told as well when most of what lies in it is gone", async () => {
    const film = await aPublishedFilm();
    const parts = Array.from({ length: 25 }, (_, index) => join(film.folder, `part ${index}.mkv`));
    await db
      .insert(mediaParts)
      .values(parts.map((path, index) => ({ movieId: film.movieId, kind: "part" as const, path, partNumber: index })));
    await expect(verify(db, { libraryId: film.libraryId })).rejects.toMatchObject({ code: "offline" });
    expect(await openFindings(db, film.libraryId)).toEqual([]);
  });
});
