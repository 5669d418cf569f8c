import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, libraryNfoFiles, mediaParts, series, subtitleStreams, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const dvd = (folder: string) =>
  ["VIDEO_TS.IFO", "VIDEO_TS.BUP", "VIDEO_TS.VOB", "VTS_01_0.IFO", "VTS_01_1.VOB"].map(
    (name) => `${folder}/VIDEO_TS/${name}`,
  );
const bluRay = (folder: string) =>
  ["BDMV/index.bdmv", "BDMV/STREAM/00001.m2ts", "BDMV/CLIPINF/00001.clpi", "CERTIFICATE/id.bdmv"].map(
    (name) => `${folder}/${name}`,
  );

/** Episodes as `1x02 file (parts)`, and reasons of unknown files, all below the library's folder. */
async function scanned(paths: readonly string[]) {
  const { library, root } = await home.library(db, {
    type: "tv",
    files: Object.fromEntries(paths.map((path) => [path, path])),
  });
  const inside = (path: string) => path.slice(root.length + 1);
  const scan = () => scanLibrary(db, { libraryId: library.id });
  const read = async () => {
    const rows = await db
      .select({ episode: episodes })
      .from(episodes)
      .innerJoin(series, eq(series.id, episodes.seriesId))
      .where(eq(series.libraryId, library.id))
      .orderBy(episodes.seasonNumber, episodes.episodeNumber);
    const found = await Promise.all(
      rows.map(async ({ episode: { id, seasonNumber, episodeNumber, filePath } }) => {
        const parts = await db.select().from(mediaParts).where(eq(mediaParts.episodeId, id));
        const numbers = parts.map(({ partNumber }) => partNumber ?? "whole").sort();
        return `${seasonNumber}x${episodeNumber} ${inside(filePath)} (${numbers.join(" ")})`;
      }),
    );
    const unknown = await db.select().from(unknownFiles).where(eq(unknownFiles.libraryId, library.id));
    return { ids: rows.map(({ episode }) => episode.id), found, unknown };
  };
  await scan();
  return { root, scan, read };
}

describe("discs in a library of series", () => {
  test("in a folder that names one episode are its file, with what lies beside them", async () => {
    const { read } = await scanned([
      ...dvd("Pier/Season 1/S01E01"),
      ...["S01E01.nfo", "S01E01.en.srt", "VIDEO_TS/VIDEO_TS.nfo"].map((name) => `Pier/Season 1/S01E01/${name}`),
      ...bluRay("Pier/Season 1/Pier S01E02 - Away"),
      ...dvd("Pier/Season 1/S01E03/Disc 1"),
      ...dvd("Pier/Season 1/S01E03/Disc 2"),
      ...["VIDEO_TS.IFO", "VTS_01_1.VOB"].map((name) => `Pier/Season 1/S01E04/${name}`),
      "Pier/Season 1/Pier S01E05.mkv",
    ]);
    const { found, unknown, ids } = await read();
    expect(found).toEqual([
      "1x1 Pier/Season 1/S01E01/VIDEO_TS/VIDEO_TS.IFO (whole)",
      "1x2 Pier/Season 1/Pier S01E02 - Away/BDMV/index.bdmv (whole)",
      "1x3 Pier/Season 1/S01E03/Disc 1/VIDEO_TS/VIDEO_TS.IFO (1 2)",
      "1x4 Pier/Season 1/S01E04/VIDEO_TS.IFO (whole)",
      "1x5 Pier/Season 1/Pier S01E05.mkv (whole)",
    ]);
    expect(unknown).toEqual([]);
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.entityId, ids[0] ?? 0))).toBe(1);
    const subtitles = await db
      .select()
      .from(subtitleStreams)
      .where(eq(subtitleStreams.episodeId, ids[0] ?? 0));
    expect(subtitles.map(({ language }) => language)).toEqual(["en"]);
  });

  test.each([
    ["a season", dvd("Pier/Season 1")],
    ["several episodes", bluRay("Pier/Season 1/S01E01-E03")],
    ["a numbered disc", bluRay("Pier/Season 1/Disc 2")],
    ["an episode, without the file that players open", ["Pier/Season 1/S01E01/VIDEO_TS/VTS_01_1.VOB"]],
  ])("in the folder of %s are unknown, and all of their files say why", async (_what, paths) => {
    const { read } = await scanned([...paths, "Pier/Season 2/Pier S02E01.mkv"]);
    const { found, unknown } = await read();
    expect(found).toEqual(["2x1 Pier/Season 2/Pier S02E01.mkv (whole)"]);
    expect(unknown).toHaveLength(paths.length);
    expect(unknown.filter(({ reason }) => !reason?.startsWith("It is part of a disc"))).toEqual([]);
  });

  test("keep their row when their folder moves", async () => {
    const { root, scan, read } = await scanned([...dvd("Pier/S01E01"), ...dvd("Pier/S01E02")]);
    const before = await read();
    mkdirSync(join(root, "Pier (2010)/Season 1"), { recursive: true });
    for (const name of ["S01E01", "S01E02"])
      renameSync(join(root, "Pier", name), join(root, "Pier (2010)/Season 1", name));
    expect(await scan()).toMatchObject({ added: 0, missing: 0 });
    const after = await read();
    expect(after.ids).toEqual(before.ids);
    expect(after.found[1]).toBe("1x2 Pier (2010)/Season 1/S01E02/VIDEO_TS/VIDEO_TS.IFO (whole)");
  });

  test("are no discs where only a show is called like a part of one", async () => {
    const { read } = await scanned(["Certificate/Season 1/Certificate S01E01.mkv"]);
    expect((await read()).found).toEqual(["1x1 Certificate/Season 1/Certificate S01E01.mkv (whole)"]);
  });
});
