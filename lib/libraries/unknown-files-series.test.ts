import { rmSync } from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  assetCandidates,
  episodes,
  extras,
  jobs,
  libraries,
  movies,
  recycleBin,
  seasons,
  series,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { cacheSeriesArtwork } from "#lib/artwork/local-series.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { listShowPlaces } from "./list-show-places.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";
import { listUnknownFiles } from "./unknown-files.ts";
import { assignUnknownFile, unassignUnknownFile } from "./unknown-files-assign.ts";
import { guessAssignment } from "./unknown-files-guess.ts";
import { recycleUnknownFiles, requestRecycle, undoRecycle } from "./unknown-files-recycle.ts";
import type { AssignInput, AssignOwner, OwnerType } from "./unknown-files-vocabulary.ts";

const db = await testDb();
const home = makeHome();
afterAll(home.remove);
beforeEach(async () => {
  for (const table of [jobs, recycleBin, assetCandidates, movies, series, libraries]) await db.delete(table);
});

const at = "Dark (2017)";
const still = `${at}/Season 01/a still of s01e02.jpg`;
const wallpaper = `${at}/Season 01/my odd wallpaper 2.jpg`;
const subtitle = `${at}/Odd/german words of S01E02.srt`;
const teaser = "Lost/dark stuff.mkv.teaser.mkv";

/** A library with a series of two episodes, in and beside whose folder lie files that no name explains. */
async function aLibrary() {
  const { library, root } = await home.library(db, {
    type: "tv",
    files: {
      [`${at}/Season 01/Dark - S01E01.mkv`]: "one",
      [`${at}/Season 01/Dark - S01E02.mkv`]: "two",
      [`${at}/Season 00/Dark - S00E01.mkv`]: "special",
    },
  });
  const scan = (full = false) => scanLibrary(db, { libraryId: library.id, full });
  await scan();
  const [show] = await db.select().from(series).where(eq(series.libraryId, library.id));
  const seriesId = show?.id ?? 0;
  const [season] = await db
    .select()
    .from(seasons)
    .where(and(eq(seasons.seriesId, seriesId), eq(seasons.seasonNumber, 1)));
  const all = await db
    .select()
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), eq(episodes.seasonNumber, 1)))
    .orderBy(episodes.episodeNumber);
  const episodeIds = all.map(({ id }) => id);
  const owners: Record<Exclude<OwnerType, "movie">, AssignOwner> = {
    series: { entityType: "series", entityId: seriesId },
    season: { entityType: "season", entityId: season?.id ?? 0 },
    episode: { entityType: "episode", entityId: episodeIds[1] ?? 0 },
  };
  /** A file a scan could not place, put on disk and into the list. */
  const unknown = async (path: string, kind: string, content: string | Buffer = path) => {
    const whole = writeBelow(root, path, content);
    const [row] = await db
      .insert(unknownFiles)
      .values({ libraryId: library.id, path: whole, kind, sizeBytes: 4, modifiedMs: 0, reason: "Odd." })
      .returning({ unknownFileId: unknownFiles.id });
    return row?.unknownFileId ?? 0;
  };
  return { root, scan, seriesId, episodeIds, owners, unknown };
}

type Said = AssignInput extends infer I ? (I extends unknown ? Omit<I, "unknownFileId" | "owner"> : never) : never;
const say = (unknownFileId: number, owner: AssignOwner, said: Said) =>
  assignUnknownFile(db, { unknownFileId, owner, ...said, userId: null } as Parameters<typeof assignUnknownFile>[1]);
const unassign = (unknownFileId: number) => unassignUnknownFile(db, { unknownFileId, userId: null });
const extrasOf = (seriesId: number) =>
  db.select({ kind: extras.kind, path: extras.path }).from(extras).where(eq(extras.seriesId, seriesId));
const subtitlesOf = (episodeId: number) =>
  db
    .select({ path: subtitleStreams.filePath, language: subtitleStreams.language })
    .from(subtitleStreams)
    .where(and(eq(subtitleStreams.episodeId, episodeId), eq(subtitleStreams.isExternal, true)));

describe("a file of a series", () => {
  test("stands with the series or episode through rescans, is listed with it, and leaves when that is taken back", async () => {
    const { root, scan, seriesId, episodeIds, owners, unknown } = await aLibrary();
    const [clip, words] = [await unknown(teaser, "video"), await unknown(subtitle, "subtitle")];
    expect(await say(clip, owners.series, { as: "trailer" })).toEqual({ title: "Dark" });
    expect(await say(words, owners.episode, { as: "subtitle", language: "de", isForced: false })).toEqual({
      title: "Dark S01E02",
    });
    const expectBoth = async () => {
      expect(await extrasOf(seriesId)).toEqual([{ kind: "trailer", path: join(root, teaser) }]);
      expect(await subtitlesOf(episodeIds[1] ?? 0)).toEqual([{ path: join(root, subtitle), language: "de" }]);
    };
    await expectBoth();
    // Another size: the episode's files are written anew.
    writeBelow(root, `${at}/Season 01/Dark - S01E02.mkv`, "another file");
    expect(await scan()).toMatchObject({ changed: 1 });
    await expectBoth();
    expect(await scan(true)).toMatchObject({ changed: 0, added: 0, missing: 0 });
    await expectBoth();
    const listed = await listUnknownFiles(db, { filter: { state: "assigned" } });
    const numbers = { title: "Dark", movieId: null, seriesId };
    expect(listed.map(({ entityType, owner }) => ({ entityType, owner }))).toEqual([
      { entityType: "episode", owner: { ...numbers, seasonNumber: 1, episodeNumber: 2 } },
      { entityType: "series", owner: { ...numbers, seasonNumber: null, episodeNumber: null } },
    ]);
    await say(clip, owners.series, { as: "extra", extraKind: "clip" });
    expect(await extrasOf(seriesId)).toMatchObject([{ kind: "clip" }]);
    await unassign(clip);
    await unassign(words);
    expect([await extrasOf(seriesId), await subtitlesOf(episodeIds[1] ?? 0)]).toEqual([[], []]);
    expect(await listUnknownFiles(db)).toHaveLength(2);
  });

  test("that leaves the disk leaves the series", async () => {
    const { root, scan, seriesId, owners, unknown } = await aLibrary();
    await say(await unknown(teaser, "video"), owners.series, { as: "trailer" });
    rmSync(join(root, teaser));
    await scan();
    expect(await extrasOf(seriesId)).toEqual([]);
    expect(await listUnknownFiles(db, { filter: { state: "assigned" } })).toEqual([]);
  });

  test.each([
    ["series", "characterart"],
    ["season", "banner"],
    ["episode", "thumb"],
  ] as const)(
    "that is a picture of a %s is brought by a job, chosen, blocked when taken back, and free again",
    async (type, imageType) => {
      const { seriesId, owners, unknown, scan } = await aLibrary();
      const file = await unknown(still, "image", await jpeg(900));
      await db.delete(jobs);
      const assign = () => say(file, owners[type], { as: "artwork", imageType });
      const work = async () => {
        expect((await db.select().from(jobs)).map((job) => [job.type, job.payload])).toEqual([
          ["series.artwork", { seriesIds: [seriesId] }],
        ]);
        await db.delete(jobs);
        return cacheSeriesArtwork(db, { seriesIds: [seriesId] });
      };
      const candidates = () =>
        db
          .select({
            assetType: assetCandidates.assetType,
            isSelected: assetCandidates.isSelected,
            isBlocked: assetCandidates.isBlocked,
          })
          .from(assetCandidates)
          .where(
            and(
              eq(assetCandidates.entityType, owners[type].entityType),
              eq(assetCandidates.entityId, owners[type].entityId),
            ),
          );
      await assign();
      expect(await work()).toEqual({ added: 1, problems: [] });
      const chosen = [{ assetType: imageType, isSelected: true, isBlocked: false }];
      expect(await candidates()).toEqual(chosen);
      await scan(true);
      expect(await candidates()).toEqual(chosen);
      await db.delete(jobs);
      await unassign(file);
      await work();
      expect(await candidates()).toEqual([{ assetType: imageType, isSelected: false, isBlocked: true }]);
      await assign();
      await work();
      expect(await candidates()).toEqual(chosen);
    },
  );

  test("is refused where it does not go, in words", async () => {
    const { seriesId, owners, unknown } = await aLibrary();
    const [clip, words, picture] = [
      await unknown(teaser, "video"),
      await unknown(subtitle, "subtitle"),
      await unknown(still, "image"),
    ];
    const heat: AssignOwner = { entityType: "movie", entityId: await aMovie(db, { title: "Heat" }) };
    const unsupported = (message: string) => ({ code: "unsupported", message: expect.stringContaining(message) });
    const german = { as: "subtitle", language: "de", isForced: false } as const;
    await expect(say(clip, owners.episode, { as: "trailer" })).rejects.toMatchObject(
      unsupported("An episode has no trailer of its own."),
    );
    await expect(say(words, owners.season, german)).rejects.toMatchObject(unsupported("A season has no subtitle"));
    await expect(say(picture, owners.episode, { as: "artwork", imageType: "poster" })).rejects.toMatchObject(
      unsupported("An episode has no picture of the kind Poster."),
    );
    await expect(say(picture, owners.series, { as: "artwork", imageType: "discart" })).rejects.toMatchObject(
      unsupported("A series has no picture of the kind Disc."),
    );
    await expect(say(picture, owners.series, { as: "trailer" })).rejects.toMatchObject(unsupported("is no trailer"));
    await expect(say(clip, heat, { as: "trailer" })).rejects.toMatchObject(unsupported("It cannot belong to a film."));
    await expect(say(99_999, owners.series, { as: "trailer" })).rejects.toMatchObject({ code: "not_found" });
    await db.update(series).set({ deletedAt: new Date() }).where(eq(series.id, seriesId));
    for (const [owner, file, said] of [
      [owners.series, clip, { as: "trailer" }],
      [owners.season, picture, { as: "artwork", imageType: "poster" }],
      [owners.episode, words, german],
    ] as const)
      await expect(say(file, owner, said)).rejects.toMatchObject({
        code: "not_found",
        message: `This ${owner.entityType} is no longer in Metarr.`,
      });
    expect(await listUnknownFiles(db, { filter: { state: "assigned" } })).toEqual([]);
  });
});

describe("what a file of a series most likely is", () => {
  test("is told by the folder it lies in and the numbers in its name", async () => {
    const { seriesId, episodeIds, unknown } = await aLibrary();
    const guess = async (path: string, kind: string) => {
      const { shows, place, imageType, libraryType } = await guessAssignment(db, {
        unknownFileId: await unknown(path, kind),
      });
      return { shows: shows.map((show) => show.seriesId), place, imageType, libraryType };
    };
    const shows = [seriesId];
    const [, second] = episodeIds;
    expect(await guess(still, "image")).toEqual({
      shows,
      place: { seasonNumber: 1, episodeId: second },
      imageType: "thumb",
      libraryType: "tv",
    });
    expect(await guess(wallpaper, "image")).toMatchObject({
      place: { seasonNumber: 1, episodeId: null },
      imageType: "fanart",
    });
    expect(await guess(`${at}/Season 01/logo of it.png`, "image")).toMatchObject({
      place: { seasonNumber: null, episodeId: null },
      imageType: "clearlogo",
    });
    expect(await guess(subtitle, "subtitle")).toMatchObject({ shows, place: { seasonNumber: 1, episodeId: second } });
    // A season the series does not have.
    expect(await guess(`${at}/Season 07/words.srt`, "subtitle")).toMatchObject({
      place: { seasonNumber: null, episodeId: null },
    });
    expect(await guess(teaser, "video")).toMatchObject({ shows });
    expect(await guess("Lost/nothing known.mkv", "video")).toMatchObject({ shows: [] });
  });

  test("can be any season, and any episode of the one that is chosen", async () => {
    const { seriesId, episodeIds, owners } = await aLibrary();
    const { seasons: found, episodes: listed } = await listShowPlaces(db, { seriesId, seasonNumber: 1 });
    expect(found.map(({ seasonNumber }) => seasonNumber)).toEqual([1, 0]);
    expect(found[0]?.seasonId).toBe(owners.season.entityId);
    expect(listed.map(({ episodeId, episodeNumber }) => [episodeId, episodeNumber])).toEqual([
      [episodeIds[0], 1],
      [episodeIds[1], 2],
    ]);
    expect((await listShowPlaces(db, { seriesId, seasonNumber: null })).episodes).toEqual([]);
  });
});

test("an assigned file that goes to the bin leaves its series, and comes back unknown", async () => {
  const { root, scan, seriesId, owners, unknown } = await aLibrary();
  const unknownFileId = await unknown(teaser, "video");
  await say(unknownFileId, owners.series, { as: "trailer" });
  const { jobId } = await requestRecycle(db, { unknownFileIds: [unknownFileId] });
  await recycleUnknownFiles(db, { unknownFileIds: [unknownFileId], jobId, userId: null });
  expect(await extrasOf(seriesId)).toEqual([]);
  await db.update(jobs).set({ status: "completed" }).where(eq(jobs.id, jobId));
  expect(await undoRecycle(db, { jobId, userId: null })).toEqual({ files: 1 });
  await scan();
  expect(await extrasOf(seriesId)).toEqual([]);
  expect((await listUnknownFiles(db)).map(({ path }) => path)).toEqual([join(root, teaser)]);
});
