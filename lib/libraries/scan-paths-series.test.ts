import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { makeHome } from "./testing-library.ts";
import { anEditedLibrary } from "./testing-paths.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const shows = (files: Record<string, string>) => anEditedLibrary(db, home, { type: "tv", files });

const two = {
  "Ant/Season 1/Ant S01E01.mkv": "1",
  "Ant/Season 1/Ant S01E02.mkv": "22",
  "Bee/Season 1/Bee S01E01.mkv": "333",
};

describe("what Sonarr does to a show keeps its rows, edits and locks within one scan of its paths", () => {
  test("a new episode is added, and other shows stay as they are, gone or not", async () => {
    const shelf = await shows(two);
    shelf.remove("Bee");
    shelf.write("Ant/Season 2/Ant S02E01.mkv", "new one");
    const report = await shelf.scan({ paths: ["Ant/Season 2/Ant S02E01.mkv"] });
    expect(report).toMatchObject({ added: 1, missing: 0, paths: [shelf.whole("Ant")] });
    expect(await shelf.listed()).toContain("Bee/Season 1/Bee S01E01.mkv -> Bee/Season 1/Bee S01E01.mkv");
    expect(await shelf.scanAll()).toMatchObject({ missing: 1 });
  });

  test("an episode upgraded under another name, also where its numbers are written otherwise", async () => {
    const shelf = await shows({ ...two, "Cat/Cat - 2020-01-02.mkv": "4444" });
    shelf.remove("Ant/Season 1/Ant S01E01.mkv");
    shelf.write("Ant/Season 1/Ant - S01E01 - Pilot 2160p.mkv", "another one");
    shelf.remove("Cat/Cat - 2020-01-02.mkv");
    shelf.write("Cat/Season 1/Cat S01E05.mkv", "yet another one");
    const replaced = [
      { from: "Ant/Season 1/Ant S01E01.mkv", to: "Ant/Season 1/Ant - S01E01 - Pilot 2160p.mkv" },
      { from: "Cat/Cat - 2020-01-02.mkv", to: "Cat/Season 1/Cat S01E05.mkv" },
    ];
    expect(await shelf.scan({ paths: ["Ant", "Cat"], replaced })).toMatchObject({ added: 0, missing: 0, changed: 2 });
    expect(await shelf.listed()).toEqual([
      "Ant/Season 1/Ant S01E01.mkv -> Ant/Season 1/Ant - S01E01 - Pilot 2160p.mkv",
      "Ant/Season 1/Ant S01E02.mkv -> Ant/Season 1/Ant S01E02.mkv",
      "Bee/Season 1/Bee S01E01.mkv -> Bee/Season 1/Bee S01E01.mkv",
      "Cat/Cat - 2020-01-02.mkv -> Cat/Season 1/Cat S01E05.mkv",
    ]);
  });

  test("a season folder renamed, and the folder of the show moved, told by the new path alone", async () => {
    const shelf = await shows(two);
    shelf.move("Ant/Season 1", "Ant/Season 01");
    expect(await shelf.scan({ paths: ["Ant/Season 01/Ant S01E01.mkv"] })).toMatchObject({ added: 0, moved: 2 });
    shelf.move("Ant", "Formica (2001)");
    const report = await shelf.scan({ paths: ["Formica (2001)"] });
    expect(report).toMatchObject({ added: 0, missing: 0, moved: 2 });
    expect((await shelf.listed()).slice(0, 2)).toEqual([
      "Ant/Season 1/Ant S01E01.mkv -> Formica (2001)/Season 01/Ant S01E01.mkv",
      "Ant/Season 1/Ant S01E02.mkv -> Formica (2001)/Season 01/Ant S01E02.mkv",
    ]);
    const rows = await db.select().from(series).where(eq(series.libraryId, shelf.library.id));
    expect(rows.map(({ directoryPath }) => directoryPath).toSorted()).toEqual([
      shelf.whole("Bee"),
      shelf.whole("Formica (2001)"),
    ]);
  });

  test("a file of two episodes becomes two files, and two become one", async () => {
    const shelf = await shows({
      "Ant/Season 1/Ant S01E01-E02.mkv": "1",
      "Ant/Season 1/Ant S01E03.mkv": "22",
      "Ant/Season 1/Ant S01E04.mkv": "333",
    });
    const ids = async () =>
      new Map((await shelf.rows()).map((row) => ["episodeNumber" in row ? row.episodeNumber : 0, row.id]));
    const before = await ids();
    shelf.remove("Ant/Season 1");
    shelf.write("Ant/Season 1/Ant 1x01.mkv", "first of two");
    shelf.write("Ant/Season 1/Ant 1x02.mkv", "and the second");
    shelf.write("Ant/Season 1/Ant S01E03E04.mkv", "both in one file");
    const double = "Ant/Season 1/Ant S01E01-E02.mkv";
    const replaced = [
      { from: double, to: "Ant/Season 1/Ant 1x02.mkv" },
      { from: double, to: "Ant/Season 1/Ant 1x01.mkv" },
      { from: "Ant/Season 1/Ant S01E04.mkv", to: "Ant/Season 1/Ant S01E03E04.mkv" },
      { from: "Ant/Season 1/Ant S01E03.mkv", to: "Ant/Season 1/Ant S01E03E04.mkv" },
    ];
    expect(await shelf.scan({ paths: ["Ant"], replaced })).toMatchObject({ added: 0, missing: 0 });
    expect(await ids()).toEqual(before);
    expect(await shelf.rows()).not.toContainEqual(expect.objectContaining({ missingAt: expect.any(Date) }));
  });

  test("loose episodes of a show are read with all of its files, wherever they lie", async () => {
    const shelf = await shows({
      "Ant.S01E01.720p-GRP/Ant.S01E01.720p-GRP.mkv": "1",
      "Ant.S01E02.720p-GRP/Ant.S01E02.720p-GRP.mkv": "22",
    });
    shelf.write("Ant.S01E01.2160p-GRP/Ant.S01E01.2160p-GRP.mkv", "better");
    const report = await shelf.scan({ paths: ["Ant.S01E01.2160p-GRP/Ant.S01E01.2160p-GRP.mkv"] });
    expect(report).toMatchObject({ missing: 0 });
    expect(report.paths).toHaveLength(3);
    const after = await shelf.listed();
    expect(await shelf.scanAll()).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
    expect(await shelf.listed()).toEqual(after);
  });
});
