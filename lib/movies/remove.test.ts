import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { eq, getTableName, inArray, is, Table } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import { fromNow } from "#db/clock.ts";
import * as schema from "#db/schema/index.ts";
import {
  actors,
  auditLog,
  cacheImageFiles,
  crew,
  exclusions,
  extras,
  fieldChanges,
  folderFingerprints,
  genres,
  jobs,
  libraries,
  libraryNfoFiles,
  libraryRoots,
  mediaParts,
  movieActors,
  movieCrew,
  movieGenres,
  movies,
  movieTitles,
  recycleBin,
  reviewCandidates,
  subtitleStreams,
  trailerCandidates,
  videoStreams,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { catalog } from "#lib/jobs/catalog.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { aPublishableFilm, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { listRemoved } from "#lib/recycle/list-removed.ts";
import { listFilesBelow } from "#lib/recycle/owned-files.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";
import { restoreRemovedFiles } from "#lib/recycle/restore-removed.ts";
import { removeMovies } from "./remove.ts";
import { recycleFilmFiles } from "./remove-files.ts";
import { removeVanishedMovies } from "./remove-vanished.ts";
import { restoreMovies, reviveMovies } from "./restore.ts";
import { aMovie } from "./testing.ts";

const db = await testDb();
removeFolders();
const user = await aUser(db, { role: "admin", username: "anna" });
const userId = user.id;

const remove = (movieIds: number[], deleteFiles = false) =>
  transaction(db, (tx) => removeMovies(tx, { movieIds, userId, deleteFiles }));
const restore = (movieIds: number[]) => transaction(db, (tx) => restoreMovies(tx, { movieIds, userId }));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const excluded = async () => (await db.select({ path: exclusions.path }).from(exclusions)).map(({ path }) => path);

/** What may differ after a film was removed and restored: the queue, the log, and when folders were looked at. */
// The timeline tells that something was removed and came back: that is all that may stay of it.
const passing = new Set(["jobs", "audit_log", "folder_fingerprints", "configuration", "item_events"]);

/** Every row of every table, without the numbers that only grow. */
async function everything(): Promise<Record<string, unknown[]>> {
  const tables = Object.values(schema).filter((table) => is(table, Table));
  const all: Record<string, unknown[]> = {};
  for (const table of tables) {
    const name = getTableName(table);
    if (passing.has(name)) continue;
    const rows: Record<string, unknown>[] = await db.select().from(table);
    all[name] = rows
      .map(({ version, publishedVersion, ...row }) => ({ ...row, isPublished: publishedVersion === version }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return all;
}

/** A published film with a row in every table that belongs to films. */
async function aRichFilm() {
  const film = await aPublishableFilm(db, { movie: { plotLocked: true, posterLocked: true, userRating: 9 } });
  const { movieId, folder } = film;
  const owner = { entityType: "movie", entityId: movieId } as const;
  const suffix = String(movieId);
  const [actor] = await db
    .insert(actors)
    .values({ name: `Al ${suffix}`, nameNormalized: `al ${suffix}` })
    .returning();
  const [person] = await db
    .insert(crew)
    .values({ name: `Mann ${suffix}` })
    .returning();
  const [genre] = await db
    .insert(genres)
    .values({ name: `Crime ${suffix}` })
    .returning();
  await db.insert(movieActors).values({ movieId, actorId: actor?.id ?? 0, role: "Hanna", actorOrder: 1 });
  await db.insert(movieCrew).values({ movieId, crewId: person?.id ?? 0, job: "Director" });
  await db.insert(movieGenres).values({ movieId, genreId: genre?.id ?? 0 });
  await db.insert(movieTitles).values({ movieId, title: "Hitze", kind: "translated", language: "de" });
  await db.insert(videoStreams).values({ movieId, streamIndex: 0, codec: "hevc", width: 3840, height: 2160 });
  await db.insert(fieldChanges).values({ ...owner, field: "plot", newValue: "mine", source: "user", userId });
  await db.insert(trailerCandidates).values({ ...owner, sourceType: "provider", sourceUrl: "https://example.org/1" });
  await db
    .insert(reviewCandidates)
    .values({ ...owner, provider: "tmdb", providerId: "949", title: "Heat", score: 99, rank: 1 });
  await mkdir(join(folder, "extras"));
  await writeFile(join(folder, "extras/making.mkv"), "extra");
  await writeFile(join(folder, "Heat (1995).de.srt"), "subtitle");
  await db.insert(extras).values({ movieId, kind: "featurette", path: join(folder, "extras/making.mkv") });
  await db.insert(subtitleStreams).values({ movieId, filePath: join(folder, "Heat (1995).de.srt"), isExternal: true });
  await publishMovie(db, { movieId });
  return film;
}

/** Content and time of every file below a folder. */
async function filesOf(folder: string): Promise<string[]> {
  const paths = (await listFilesBelow(folder)).toSorted();
  return Promise.all(paths.map(async (path) => `${path} ${await readFile(path, "hex")} ${(await stat(path)).mtimeMs}`));
}

beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(exclusions);
  await db.delete(recycleBin);
  await db.delete(movies);
  await db.delete(libraryRoots);
  await db.delete(libraries);
});

describe("removing films", () => {
  test("R7: 5 films of 1000 are removed and restored, and not one row of any table is another", async () => {
    const film = await aRichFilm();
    const rows = Array.from({ length: 999 }, (_, number) => ({
      libraryId: film.libraryId,
      filePath: `${film.root}/Film ${number}/film.mkv`,
      fileName: "film.mkv",
      title: `Film ${number}`,
      plotLocked: number % 2 === 0,
    }));
    const made = await bulkInsert(db, movies, rows, { returning: ["id"] });
    const chosen = [film.movieId, ...made.slice(0, 4).map(({ id }) => id)];
    const [before, files] = [await everything(), await filesOf(film.folder)];

    expect(new Set(await remove(chosen))).toEqual(new Set(chosen));
    const hidden = await rowOf(film.movieId);
    expect(hidden?.deletedAt).toBeInstanceOf(Date);
    expect(await excluded()).toHaveLength(5);
    expect((await everything()).movies).not.toEqual(before.movies);

    expect(await restore(chosen)).toHaveLength(5);
    const after = await everything();
    expect(Object.keys(before).length).toBeGreaterThan(40);
    for (const [table, was] of Object.entries(before)) expect(after[table], table).toEqual(was);
    expect(await filesOf(film.folder)).toEqual(files);
    // Nothing is left to publish by it, and an editor who had the form open is told.
    expect((await rowOf(film.movieId))?.version).toBe((hidden?.version ?? 0) + 1);
    expect((await publishMovie(db, { movieId: film.movieId })).isChanged).toBe(false);
  });

  test("an own folder is excluded, in a shared one and in the root only the file", async () => {
    const own = await aMovie(db, { filePath: "/own/Heat (1995)/heat.mkv" }, { path: "/own" });
    const disc = await aMovie(db, { filePath: "/disc/Heat/BDMV/index.bdmv" }, { path: "/disc" });
    const [library] = await db.insert(libraries).values({ name: "Flat", path: "/flat", type: "movie" }).returning();
    const libraryId = library?.id ?? 0;
    await db.insert(libraryRoots).values({ libraryId, path: "/flat" });
    const flat = ["/flat/a.mkv", "/flat/both/b.mkv", "/flat/both/c.mkv"].map((filePath) => ({
      libraryId,
      filePath,
      fileName: "x.mkv",
      title: filePath,
    }));
    const [root, shared] = await db.insert(movies).values(flat).returning();
    await remove([own, disc, root?.id ?? 0, shared?.id ?? 0]);
    expect((await excluded()).toSorted()).toEqual([
      "/disc/Heat",
      "/flat/a.mkv",
      "/flat/both/b.mkv",
      "/own/Heat (1995)",
    ]);
  });

  test("twice is once, and who did it is written down", async () => {
    const movieId = await aMovie(db);
    expect(await remove([movieId, 999_999])).toEqual([movieId]);
    expect(await remove([movieId])).toEqual([]);
    const log = await db.select().from(auditLog).where(eq(auditLog.entityId, movieId));
    expect(log).toMatchObject([{ action: "movie.remove", userId, details: { deleteFiles: false } }]);
    expect((await listRemoved(db)).items).toMatchObject([
      { kind: "movie", id: movieId, removedBy: "anna", isVanished: false, filesInBin: 0 },
    ]);
  });

  test("what waited for a film waits again after its restore, and nothing that a person had cancelled", async () => {
    const movieId = await aMovie(db);
    await transaction(db, async (tx) => {
      await enqueue(tx, "movie.identify", { movieId });
      await enqueue(tx, "movie.enrich", { movieId });
      await tx
        .update(jobs)
        .set({ status: "cancelled", completedAt: fromNow(-60_000) })
        .where(eq(jobs.type, "movie.enrich"));
    });
    await remove([movieId], true);
    expect(await statuses()).toEqual({
      "movie.identify": "cancelled",
      "movie.enrich": "cancelled",
      "files.recycle": "pending",
    });
    const [waiting] = await db.select().from(jobs).where(eq(jobs.type, "files.recycle"));
    // Not before the message that offers Undo is gone.
    expect((waiting?.nextRetryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(10_000);
    await restore([movieId]);
    expect(await statuses()).toEqual({
      "movie.identify": "pending",
      "movie.enrich": "cancelled",
      "files.recycle": "cancelled",
    });
  });

  test("a film of a removed library, and one whose file another film has, do not come back: nothing changes", async () => {
    const one = await aMovie(db, { title: "Alone" });
    const movieId = await aMovie(db, { filePath: "/taken/heat.mkv" }, { path: "/taken" });
    const other = await aMovie(db, { title: "Heat", year: 1995, filePath: "/taken/other.mkv" }, { path: "/other" });
    await remove([one, movieId]);
    await db.insert(mediaParts).values({ movieId: other, kind: "part", path: "/taken/heat.mkv" });
    await expect(restore([one, movieId])).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Heat (1995)"),
      details: { path: "/taken/heat.mkv" },
    });
    expect((await rowOf(one))?.deletedAt).not.toBeNull();
    expect(await excluded()).toHaveLength(2);
    await db.delete(mediaParts);
    await db.update(libraries).set({ deletedAt: new Date() }).where(eq(libraries.path, "/taken"));
    await expect(restore([movieId])).rejects.toMatchObject({ code: "conflict" });
    expect((await listRemoved(db)).items.map(({ id }) => id)).toEqual([one]);
  });

  test("the folder of a restored film is read again although it looks as before", async () => {
    const movieId = await aMovie(db, { filePath: "/own/Heat/heat.mkv" }, { path: "/own" });
    const libraryId = (await rowOf(movieId))?.libraryId ?? 0;
    const folder = (path: string) => ({ libraryId, path, fingerprint: "same" });
    await db.insert(folderFingerprints).values([folder("/own/Heat"), folder("/own/Ronin")]);
    await remove([movieId]);
    await restore([movieId]);
    const left = await db.select({ path: folderFingerprints.path }).from(folderFingerprints);
    expect(left).toEqual([{ path: "/own/Ronin" }]);
  });
});

const statuses = async () =>
  Object.fromEntries((await db.select().from(jobs)).map(({ type, status }) => [type, status]));

describe("vanished films", () => {
  const ago = (movieId: number, minutes: number) =>
    db
      .update(movies)
      .set({ missingAt: fromNow(-minutes * 60_000) })
      .where(eq(movies.id, movieId));
  const vanish = (libraryId: number, stillMissing?: number[]) =>
    transaction(db, (tx) => removeVanishedMovies(tx, { libraryId, ...(stillMissing ? { stillMissing } : {}) }));

  test("R7: they are hidden by a scan an hour after the one that missed them, and come back with everything", async () => {
    const film = await aRichFilm();
    const { movieId, libraryId } = film;
    const before = await everything();
    expect(await vanish(libraryId)).toEqual([]);
    await ago(movieId, 59);
    expect(await vanish(libraryId)).toEqual([]);
    await ago(movieId, 61);
    expect(await vanish(libraryId, [])).toEqual([]);
    expect(await vanish(libraryId + 1)).toEqual([]);
    expect(await vanish(libraryId, [movieId])).toEqual([{ movieId, path: film.filePath }]);
    expect(await vanish(libraryId)).toEqual([]);
    expect(await excluded()).toEqual([]);
    expect((await listRemoved(db)).items).toMatchObject([{ id: movieId, isVanished: true, removedBy: null }]);
    await transaction(db, (tx) => reviveMovies(tx, [movieId]));
    expect(await everything()).toEqual(before);
  });

  test("a person removes one at once, without an exclusion, and restored it has its hour again", async () => {
    const movieId = await aMovie(db);
    const libraryId = (await rowOf(movieId))?.libraryId ?? 0;
    await ago(movieId, 600);
    await remove([movieId]);
    expect(await excluded()).toEqual([]);
    expect((await listRemoved(db)).items).toMatchObject([{ isVanished: false, removedBy: "anna" }]);
    await restore([movieId]);
    expect((await rowOf(movieId))?.missingAt).toBeInstanceOf(Date);
    expect(await vanish(libraryId)).toEqual([]);
  });
});

describe("removing films with their files", () => {
  const aFolder = () => mkdtemp(join(tmpdir(), "metarr-remove-"));
  const recycleFiles = async (movieId: number) => {
    const [job] = await db.insert(jobs).values({ type: "files.recycle" }).returning();
    return recycleFilmFiles(db, { movieId, userId, jobId: job?.id ?? 0, signal: new AbortController().signal });
  };

  test("all that belongs to the film goes to the bin, each file can be put back, and nothing is excluded any more", async () => {
    const film = await aRichFilm();
    const other = join(film.folder, "notes.txt");
    await writeFile(other, "not known to Metarr");
    const poster = join(film.folder, "folder.jpg");
    await writeFile(poster, "found beside the film");
    await db
      .update(cacheImageFiles)
      .set({ sourceType: "local", sourceUrl: poster })
      .where(eq(cacheImageFiles.imageType, "poster"));
    await remove([film.movieId], true);
    expect(await recycleFiles(film.movieId)).toBeGreaterThanOrEqual(7);
    expect(await readdir(film.folder)).toEqual(["notes.txt"]);
    expect(await excluded()).toEqual([]);

    const bin = await db.select().from(recycleBin);
    expect(bin.map(({ originalPath }) => originalPath.slice(film.folder.length + 1)).toSorted()).toEqual([
      "Heat (1995)-fanart.jpg",
      "Heat (1995)-poster.jpg",
      "Heat (1995).de.srt",
      "Heat (1995).mkv",
      "Heat (1995).nfo",
      "extras/making.mkv",
      "folder.jpg",
    ]);
    expect((await listRemoved(db)).items).toMatchObject([{ filesInBin: 7 }]);
    // The film has no page as long as it is removed.
    const listed = await listRecycled(db, { entityType: "movie", entityId: film.movieId });
    expect(new Set(listed.map(({ owner }) => owner?.hasPage))).toEqual(new Set([false]));
    for (const { id } of bin) await restoreRecycled(db, { recycleId: id });
    expect(await readFile(join(film.folder, "extras/making.mkv"), "utf8")).toBe("extra");
    expect(await readFile(film.filePath, "utf8")).toBe("video");
  });

  test("what the film left in another folder of its library goes too, and what lies in none stays", async () => {
    const film = await aRichFilm();
    const [root, foreign] = [await aFolder(), await aFolder()];
    await db.insert(libraryRoots).values({ libraryId: film.libraryId, path: root });
    const owner = { entityType: "movie", entityId: film.movieId, hash: "aa" } as const;
    for (const folder of [root, foreign]) {
      await writeFile(join(folder, "Heat.nfo"), "<movie/>");
      await db.insert(libraryNfoFiles).values({ ...owner, path: join(folder, "Heat.nfo") });
    }
    await remove([film.movieId], true);
    expect(await recycleFiles(film.movieId)).toBeGreaterThanOrEqual(7);
    expect([await readdir(root), await readdir(foreign), existsSync(film.filePath)]).toEqual([[], ["Heat.nfo"], false]);
    for (const folder of [root, foreign]) await rm(folder, { recursive: true });
  });

  test("a film that is back keeps its files, and one that shares them with another film leaves those", async () => {
    const film = await aRichFilm();
    expect(await recycleFiles(film.movieId)).toBe(0);
    const other = await aMovie(db, { title: "Other" }, { path: "/elsewhere" });
    const [nfo] = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityId, film.movieId));
    const path = nfo?.path ?? "";
    await db.insert(libraryNfoFiles).values({ entityType: "movie", entityId: other, path, hash: "x" });
    await remove([film.movieId], true);
    await recycleFiles(film.movieId);
    expect(existsSync(film.filePath)).toBe(false);
    expect(existsSync(path)).toBe(true);
    await db.delete(movies).where(inArray(movies.id, [other]));
  });

  /** Runs the job that a restore asked for. */
  const putBack = async (movieId: number) => {
    const [job] = await db.select().from(jobs).where(eq(jobs.type, "files.restore"));
    const payload = catalog["files.restore"].payload.parse(job?.payload);
    expect(payload).toMatchObject({ entityType: "movie", entityId: movieId });
    const { signal } = new AbortController();
    return restoreRemovedFiles(db, { ...payload, since: new Date(payload.since), signal });
  };
  const filesOf = async (folder: string) =>
    Object.fromEntries(
      await Promise.all((await listFilesBelow(folder)).map(async (path) => [path, await readFile(path, "utf8")])),
    );

  test("restoring a film puts its files back, except over something newer, and nothing that was recycled before", async () => {
    const film = await aRichFilm();
    const earlier = join(film.folder, "Heat (1995)-keyart.jpg");
    await writeFile(earlier, "made room");
    const note = { reason: "Made room", entityType: "movie", entityId: film.movieId };
    const before = await recycle(db, { root: dirname(film.folder), path: earlier, ...note });
    await db
      .update(recycleBin)
      .set({ deletedAt: fromNow(-60_000) })
      .where(eq(recycleBin.id, before));
    const whole = await filesOf(film.folder);
    await remove([film.movieId], true);
    const moved = await recycleFiles(film.movieId);
    expect(existsSync(film.folder)).toBe(false);
    await db.delete(jobs);
    await restore([film.movieId]);
    const newer = join(film.folder, "Heat (1995).de.srt");
    await mkdir(film.folder);
    await writeFile(newer, "newer");
    const result = await putBack(film.movieId);
    expect(result).toMatchObject({ restored: moved - 1, problems: [{ path: newer }] });
    expect(await filesOf(film.folder)).toEqual({ ...whole, [newer]: "newer" });
    expect((await rowOf(film.movieId))?.missingAt).toBeNull();
    expect(await statuses()).toMatchObject({ "files.restore": "pending", "library.scan": "pending" });
    const inBin = (await db.select().from(recycleBin)).filter(({ restoredAt }) => restoredAt === null);
    expect(new Set(inBin.map(({ originalPath }) => originalPath))).toEqual(new Set([earlier, newer]));
  });

  test("a film that is restored while its files are moved has all of them again once that job has stopped", async () => {
    const film = await aRichFilm();
    const whole = await filesOf(film.folder);
    await remove([film.movieId], true);
    await db.update(jobs).set({ status: "running" }).where(eq(jobs.type, "files.recycle"));
    const [job] = await db.select().from(jobs).where(eq(jobs.type, "files.recycle"));
    const moving = recycleFilmFiles(db, {
      movieId: film.movieId,
      userId,
      jobId: job?.id ?? 0,
      signal: new AbortController().signal,
    });
    while ((await db.select().from(recycleBin)).length === 0) await setImmediate();
    await restore([film.movieId]);
    const [told] = await db.select().from(jobs).where(eq(jobs.type, "files.recycle"));
    expect(told?.cancelRequestedAt).toBeInstanceOf(Date);
    await expect(putBack(film.movieId)).rejects.toThrow(RetryLater);
    const moved = await moving;
    expect(moved).toBeGreaterThan(0);
    await db.update(jobs).set({ status: "cancelled" }).where(eq(jobs.type, "files.recycle"));
    expect(await putBack(film.movieId)).toEqual({ restored: moved, problems: [] });
    expect(await filesOf(film.folder)).toEqual(whole);
    expect(await recycleFiles(film.movieId)).toBe(0);
  });

  test("a film that is removed again before its files are back leaves them in the bin, and the next restore finds them", async () => {
    const film = await aRichFilm();
    const whole = await filesOf(film.folder);
    await remove([film.movieId], true);
    const moved = await recycleFiles(film.movieId);
    await db.delete(jobs);
    await restore([film.movieId]);
    await remove([film.movieId]);
    expect(await putBack(film.movieId)).toEqual({ restored: 0, problems: [] });
    await restore([film.movieId]);
    expect(await statuses()).toMatchObject({ "files.restore": "pending" });
    expect(await putBack(film.movieId)).toEqual({ restored: moved, problems: [] });
    expect(await filesOf(film.folder)).toEqual(whole);
  });
});
