import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  cacheImageFiles,
  episodes,
  exclusions,
  folderFingerprints,
  jobs,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  libraryRoots,
  recycleBin,
  seasons,
  series,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { catalog } from "#lib/jobs/catalog.ts";
import { listRemoved } from "#lib/recycle/list-removed.ts";
import { restoreRemovedFiles } from "#lib/recycle/restore-removed.ts";
import { removeSeries } from "./remove.ts";
import { removeEpisodes } from "./remove-episodes.ts";
import { recycleShowFiles } from "./remove-files.ts";
import { removeVanishedEpisodes, removeVanishedSeries } from "./remove-vanished.ts";
import { restoreSeries, reviveSeries } from "./restore.ts";
import { restoreEpisodes, reviveEpisodes } from "./restore-episodes.ts";
import { aSeries } from "./testing.ts";

const db = await testDb();
const { id: userId } = await aUser(db, { role: "admin", username: "anna" });

const removeShow = (seriesId: number, deleteFiles = false) =>
  transaction(db, (tx) => removeSeries(tx, { seriesIds: [seriesId], userId, deleteFiles }));
const restoreShow = (seriesId: number) => transaction(db, (tx) => restoreSeries(tx, { seriesIds: [seriesId], userId }));
const remove = (episodeIds: number[]) => transaction(db, (tx) => removeEpisodes(tx, { episodeIds, userId }));
const restore = (episodeIds: number[]) => transaction(db, (tx) => restoreEpisodes(tx, { episodeIds, userId }));
const excluded = async () => (await db.select({ path: exclusions.path }).from(exclusions)).map(({ path }) => path);
const hidden = async () =>
  (await db.select().from(episodes).orderBy(episodes.id))
    .filter((row) => row.deletedAt !== null)
    .map((row) => row.episodeNumber);

/** Every row of a series, without the number that only grows. */
const everything = async () => ({
  series: (await db.select().from(series).orderBy(series.id)).map(({ version: _, ...row }) => row),
  seasons: inOrder(await db.select().from(seasons)),
  episodes: (await db.select().from(episodes).orderBy(episodes.id)).map(({ version: _, ...row }) => row),
  exclusions: inOrder(await db.select().from(exclusions)),
});

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "metarr-show-"));
  made.push(folder);
  return folder;
}

/** Runs the job that a restore asked for. */
async function putBack() {
  const [job] = await db.select().from(jobs).where(eq(jobs.type, "files.restore"));
  const payload = catalog["files.restore"].payload.parse(job?.payload);
  const { signal } = new AbortController();
  return restoreRemovedFiles(db, { ...payload, since: new Date(payload.since), signal });
}

beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(recycleBin);
  await db.delete(exclusions);
  await db.delete(series);
  await db.delete(libraries);
});

describe("removing series", () => {
  test("R7: a series comes back as it was, and its folder is excluded only as long as it is removed", async () => {
    const show = await aSeries(db);
    const before = await everything();
    const looked = { libraryId: show.libraryId, path: `${show.folder}/Season 1`, fingerprint: "same" };
    await db.insert(folderFingerprints).values(looked);
    expect(await removeShow(show.seriesId)).toEqual([show.seriesId]);
    expect(await removeShow(show.seriesId)).toEqual([]);
    expect(await excluded()).toEqual([show.folder]);
    expect(await hidden()).toEqual([]);
    expect((await listRemoved(db)).items).toMatchObject([
      { kind: "series", id: show.seriesId, title: "Example Show", removedBy: "anna" },
    ]);
    expect(await restoreShow(show.seriesId)).toEqual([show.seriesId]);
    expect(await everything()).toEqual(before);
    expect(await db.select().from(folderFingerprints)).toEqual([]);
  });

  test("one of a removed library does not come back by itself", async () => {
    const show = await aSeries(db);
    await removeShow(show.seriesId);
    await db.update(libraries).set({ deletedAt: new Date() });
    await expect(restoreShow(show.seriesId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("its files go to the bin with those of its seasons and episodes, and nothing else", async () => {
    const root = await aFolder();
    const show = await aSeries(db, { root, files: [[1], [2, 3]] });
    const files = {
      first: `${show.folder}/Season 1/file-0.mkv`,
      second: `${show.folder}/Season 1/file-1.mkv`,
      nfo: `${show.folder}/tvshow.nfo`,
      poster: `${show.folder}/season01-poster.jpg`,
      thumb: `${show.folder}/Season 1/file-0-thumb.jpg`,
      notes: `${show.folder}/notes.txt`,
      neighbour: `${root}/Other Show/other.mkv`,
    };
    for (const path of Object.values(files)) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, path);
    }
    const picture = { filePath: "cache/x", fileName: "x", fileSizeBytes: 1, width: 1, height: 1, format: "jpg" };
    await db
      .insert(libraryNfoFiles)
      .values({ entityType: "series", entityId: show.seriesId, path: files.nfo, hash: "x" });
    const [kept] = await db
      .insert(cacheImageFiles)
      .values([
        { ...picture, entityType: "season", entityId: show.seasonId, imageType: "poster", fileHash: "a" },
        {
          ...picture,
          entityType: "episode",
          entityId: show.episodes[0]?.id ?? 0,
          imageType: "thumb",
          fileHash: "b",
          sourceType: "local",
          sourceUrl: files.thumb,
        },
      ])
      .returning();
    await db.insert(libraryImageFiles).values({ cacheFileId: kept?.id ?? 0, filePath: files.poster });
    const [job] = await db.insert(jobs).values({ type: "files.recycle" }).returning();
    const by = { userId, jobId: job?.id ?? 0, signal: new AbortController().signal };
    const recycle = () => recycleShowFiles(db, { entityType: "series", entityId: show.seriesId, ...by });
    expect(await recycle()).toBe(0);
    await removeShow(show.seriesId, true);
    expect(await recycle()).toBe(5);
    expect(Object.entries(files).flatMap(([name, path]) => (existsSync(path) ? [name] : []))).toEqual([
      "notes",
      "neighbour",
    ]);
    expect(existsSync(`${show.folder}/Season 1`)).toBe(false);
    expect(await excluded()).toEqual([]);
    expect((await listRemoved(db)).items).toMatchObject([{ filesInBin: 5 }]);

    await db.delete(jobs);
    await restoreShow(show.seriesId);
    expect(await putBack()).toEqual({ restored: 5, problems: [] });
    expect(Object.values(files).filter((path) => !existsSync(path))).toEqual([]);
    expect((await db.select().from(jobs).orderBy(jobs.id)).map(({ type }) => type)).toEqual([
      "files.restore",
      "library.scan",
    ]);
  });

  test("episodes of one file that are restored have it again", async () => {
    const root = await aFolder();
    const show = await aSeries(db, { root, files: [[1], [2, 3]] });
    const [, second, third] = show.episodes;
    const path = second?.filePath ?? "";
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, "both");
    const episodeIds = [second?.id ?? 0, third?.id ?? 0];
    await transaction(db, (tx) => removeEpisodes(tx, { episodeIds, userId, deleteFiles: true }));
    const [job] = await db.select().from(jobs).where(eq(jobs.type, "files.recycle"));
    const by = { userId, jobId: job?.id ?? 0, signal: new AbortController().signal };
    const moved = [];
    for (const entityId of episodeIds) {
      moved.push(await recycleShowFiles(db, { entityType: "episode", entityId, ...by }));
    }
    expect([moved, existsSync(path)]).toEqual([[1, 0], false]);
    await db.delete(jobs);
    await restore([third?.id ?? 0]);
    expect(await putBack()).toEqual({ restored: 1, problems: [] });
    expect(existsSync(path)).toBe(true);
  });
});

describe("removing episodes", () => {
  test("episodes in one file go and come back together, and others stay", async () => {
    const show = await aSeries(db, { files: [[1], [2, 3], [4]] });
    const [first, second, third] = show.episodes.map(({ id }) => id);
    const before = await everything();
    expect(new Set(await remove([second ?? 0]))).toEqual(new Set([second, third]));
    expect(await hidden()).toEqual([2, 3]);
    expect(await excluded()).toEqual([`${show.folder}/Season 1/file-1.mkv`]);
    expect((await listRemoved(db)).items).toMatchObject([
      { kind: "episode", id: third, seasonNumber: 1, episodeNumber: 3, episodeTitle: "Episode 3" },
      { kind: "episode", id: second, title: "Example Show" },
    ]);
    expect(new Set(await restore([third ?? 0, first ?? 0]))).toEqual(new Set([second, third]));
    expect(await everything()).toEqual(before);
  });

  test("an episode of a removed series waits for it, and stays removed when that comes back", async () => {
    const show = await aSeries(db);
    const episodeId = show.episodes[0]?.id ?? 0;
    await remove([episodeId]);
    await removeShow(show.seriesId);
    expect((await listRemoved(db)).items).toHaveLength(1);
    await expect(restore([episodeId])).rejects.toMatchObject({ code: "conflict" });
    await restoreShow(show.seriesId);
    expect(await hidden()).toEqual([1]);
    expect(await restore([episodeId])).toEqual([episodeId]);
  });
});

describe("vanished series and episodes", () => {
  const ago = (minutes: number) => fromNow(-minutes * 60_000);
  const vanish = (libraryId: number) =>
    transaction(db, async (tx) => [
      await removeVanishedSeries(tx, { libraryId }),
      await removeVanishedEpisodes(tx, { libraryId }),
    ]);

  test("R7: an episode is hidden an hour after it was missed first, and comes back by a scan", async () => {
    const show = await aSeries(db);
    const before = await everything();
    const [one] = show.episodes;
    const episodeId = one?.id ?? 0;
    await db
      .update(episodes)
      .set({ missingAt: ago(59) })
      .where(eq(episodes.id, episodeId));
    expect(await vanish(show.libraryId)).toEqual([[], []]);
    await db
      .update(episodes)
      .set({ missingAt: ago(61) })
      .where(eq(episodes.id, episodeId));
    expect(await vanish(show.libraryId)).toEqual([[], [{ episodeId, path: one?.filePath }]]);
    expect((await listRemoved(db)).items).toMatchObject([{ isVanished: true }]);
    await transaction(db, (tx) => reviveEpisodes(tx, [episodeId]));
    expect(await everything()).toEqual(before);
  });

  test("R7: a series goes as a whole: its episodes are hidden with it, not by themselves", async () => {
    const show = await aSeries(db);
    const before = await everything();
    await db.update(series).set({ missingAt: ago(90) });
    await db.update(episodes).set({ missingAt: ago(90) });
    expect(await vanish(show.libraryId)).toEqual([[{ seriesId: show.seriesId, path: show.folder }], []]);
    expect(await hidden()).toEqual([]);
    await db.update(episodes).set({ missingAt: null });
    await transaction(db, (tx) => reviveSeries(tx, [show.seriesId]));
    expect(await everything()).toEqual(before);
    expect(await db.select().from(libraryRoots)).toHaveLength(1);
  });
});
