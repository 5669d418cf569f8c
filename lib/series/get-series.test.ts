import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  audioStreams,
  extras,
  mediaParts,
  providerEpisodes,
  series,
  subtitleStreams,
  unknownFiles,
  videoStreams,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { findEpisode, getNeighbours, listFileEpisodes } from "./get-episode.ts";
import { findSeries } from "./get-series.ts";
import { listFolder } from "./list-folder.ts";
import { listSeasonEpisodes } from "./list-season-episodes.ts";
import { listSeasons } from "./list-seasons.ts";
import { aShow } from "./testing.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const today = "2026-06-15";
const order = { episodeOrder: "aired", today };

/** Season 1 with three episodes in two files, one of another season with the last; a special; one that vanished. */
async function aSharedShow() {
  const show = await aShow(db, {
    episodes: [
      { season: 1, number: 1, file: "E01.mkv", title: "Pilot" },
      { season: 1, number: 2, file: "E02-E03.mkv" },
      { season: 1, number: 3, file: "E02-E03.mkv" },
      { season: 2, number: 1, file: "E02-E03.mkv" },
      { season: 1, number: 4, missingAt: new Date() },
      { season: 1, number: 5, deletedAt: new Date() },
      { season: 0, number: 1 },
    ],
  });
  const [, owner = 0] = show.episodeIds;
  const at = { episodeId: owner };
  await db
    .insert(mediaParts)
    .values({ ...at, kind: "part", path: `${show.directoryPath}/cd2`, sizeBytes: 300_000_000 });
  await db
    .insert(videoStreams)
    .values({ ...at, streamIndex: 0, codec: "hevc", width: 3840, height: 2160, hdrFormat: "HDR10" });
  await db.insert(audioStreams).values({ ...at, streamIndex: 1, codec: "ac3", channels: 6 });
  await db.insert(subtitleStreams).values([
    { ...at, streamIndex: 2, codec: "srt" },
    { ...at, filePath: `${show.directoryPath}/E02-E03.en.srt`, codec: "srt", isExternal: true },
  ]);
  return show;
}

const listed = (seriesId: number, entries: readonly [season: number, number: number, airDate: string | null][]) =>
  db.insert(providerEpisodes).values(
    entries.map(([seasonNumber, episodeNumber, airDate]) => ({
      seriesId,
      provider: "tmdb",
      seasonNumber,
      episodeNumber,
      airDate,
      title: `Listed ${episodeNumber}`,
    })),
  );

describe("files that hold several episodes", () => {
  test("every episode shows the file that hangs on one of them, and what else is in it", async () => {
    const { seriesId } = await aSharedShow();
    const found = await listSeasonEpisodes(db, { seriesId, seasonNumber: 1, ...order });
    const file = { parts: 1, versions: 1, sizeBytes: 1_500_000_000, codec: "hevc", width: 3840, hdrFormat: "HDR10" };
    expect(found.map(({ episodeNumber, state }) => [episodeNumber, state])).toEqual([
      [1, "present"],
      [2, "present"],
      [3, "present"],
      [4, "vanished"],
    ]);
    for (const episode of found.slice(1, 3)) {
      expect(episode.file).toMatchObject({ ...file, externalSubtitles: 1 });
      expect(episode.sharedWith.map((each) => [each.seasonNumber, each.episodeNumber])).toEqual([
        [1, 2],
        [1, 3],
        [2, 1],
      ]);
    }
    expect(found[0]).toMatchObject({ sharedWith: [], file: { versions: 1, codec: null, externalSubtitles: 0 } });
    const [other] = await listSeasonEpisodes(db, { seriesId, seasonNumber: 2, ...order });
    expect(other?.file).toMatchObject(file);
  });

  test("an episode is found by its numbers, with its neighbours and the others in its file", async () => {
    const { seriesId } = await aSharedShow();
    const at = (seasonNumber: number, episodeNumber: number) => ({ seriesId, seasonNumber, episodeNumber });
    const episode = await findEpisode(db, at(1, 3));
    expect((await listFileEpisodes(db, episode?.filePath ?? "")).map(({ episodeNumber }) => episodeNumber)).toEqual([
      2, 3, 1,
    ]);
    expect(await getNeighbours(db, at(1, 3))).toMatchObject({
      previous: { episodeNumber: 2 },
      next: { seasonNumber: 2, episodeNumber: 1 },
    });
    expect(await getNeighbours(db, at(1, 1))).toMatchObject({ previous: null, next: { episodeNumber: 2 } });
    expect(await getNeighbours(db, at(0, 1))).toEqual({ previous: null, next: null });
    expect(await findEpisode(db, at(1, 5))).toBeUndefined();
    expect(await findEpisode(db, at(1, 4))).toMatchObject({ episodeNumber: 4 });
  });
});

describe("the provider's list", () => {
  test("without one a season only counts what there is, and specials come last", async () => {
    const { seriesId } = await aSharedShow();
    expect(await listSeasons(db, { seriesId, ...order })).toMatchObject([
      { seasonNumber: 1, have: 3, vanished: 1, listed: null },
      { seasonNumber: 2, have: 1, listed: null },
      { seasonNumber: 0, have: 1, listed: null },
    ]);
  });

  test("what is listed and out without a file is missing, what is not out yet is not", async () => {
    const { seriesId } = await aSharedShow();
    await listed(seriesId, [
      [1, 1, "2026-01-01"],
      [1, 4, "2026-02-01"],
      [1, 6, today],
      [1, 7, "2026-06-16"],
      [1, 8, null],
      [3, 1, "2027-01-01"],
    ]);
    // Another order and a provider who is believed less change nothing.
    await db.insert(providerEpisodes).values([
      { seriesId, provider: "tvmaze", seasonNumber: 1, episodeNumber: 9, airDate: today },
      { seriesId, provider: "tmdb", episodeOrder: "dvd", seasonNumber: 1, episodeNumber: 9, airDate: today },
    ]);
    const found = await listSeasonEpisodes(db, { seriesId, seasonNumber: 1, ...order });
    expect(found.map(({ episodeNumber, state }) => [episodeNumber, state])).toEqual([
      [1, "present"],
      [2, "present"],
      [3, "present"],
      [4, "missing"],
      [6, "missing"],
      [7, "future"],
      [8, "future"],
    ]);
    expect(found[4]).toMatchObject({ episodeId: null, title: "Listed 6", file: null });
    expect(await listSeasons(db, { seriesId, ...order })).toMatchObject([
      { seasonNumber: 1, listed: { aired: 3, have: 1 } },
      { seasonNumber: 2, listed: null },
      { seasonNumber: 3, have: 0, listed: { aired: 0, have: 0 } },
      { seasonNumber: 0, listed: null },
    ]);
  });
});

test("a removed series is not found", async () => {
  const { seriesId } = await aShow(db);
  expect(await findSeries(db, seriesId)).toMatchObject({ title: "The Show" });
  await db.update(series).set({ deletedAt: new Date() }).where(eq(series.id, seriesId));
  expect(await findSeries(db, seriesId)).toBeUndefined();
});

test("the folder counts its files and lists only what lies in it and waits for a person", async () => {
  const { seriesId, libraryId } = await aShow(db, {
    series: { directoryPath: "/tv/100% Wolf_" },
    episodes: [
      { season: 1, number: 1 },
      { season: 1, number: 2 },
    ],
  });
  const at = { libraryId, kind: "video" };
  await db.insert(unknownFiles).values([
    { ...at, path: "/tv/100% Wolf_/sample.mkv", reason: "No number in its name" },
    { ...at, path: "/tv/100% Wolf_/ignored.mkv", ignoredAt: new Date() },
    { ...at, path: "/tv/100% Wolf_/said.mkv", assignedAs: "extra" },
    { ...at, path: "/tv/100% Wolf_ 2/other.mkv" },
    { ...at, path: "/tv/100 x Wolfy/other.mkv" },
  ]);
  await db.insert(extras).values({ seriesId, kind: "trailer", path: "/tv/100% Wolf_/trailer.mkv" });
  const found = await listFolder(db, { seriesId, libraryId, directoryPath: "/tv/100% Wolf_" });
  expect(found.totals).toEqual({ files: 2, sizeBytes: 2_400_000_000, missing: 0, unreadable: 0 });
  expect(found.unknown).toMatchObject([{ path: "/tv/100% Wolf_/sample.mkv", reason: "No number in its name" }]);
  expect(found.extras).toMatchObject([{ kind: "trailer" }]);
});
