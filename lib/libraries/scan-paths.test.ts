import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { folderFingerprints, libraryRoots, scanRuns, unknownFiles } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { makeHome } from "./testing-library.ts";
import { anEditedLibrary } from "./testing-paths.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const films = (files: Record<string, string>) => anEditedLibrary(db, home, { type: "movie", files });

describe("a scan of paths", () => {
  test("looks at the folder of the film alone: everything else stays as it was, gone or not", async () => {
    const shelf = await films({
      "Ant (2001)/Ant.mkv": "1",
      "Bee (2002)/Bee.mkv": "22",
      "Cat (2003)/Cat.mkv": "333",
      "Cat (2003)/odd.xyz": "?",
    });
    shelf.remove("Bee (2002)");
    shelf.remove("Cat (2003)/odd.xyz");
    shelf.write("Dog (2004)/Dog.mkv");
    shelf.write("Eel (2005)/Eel.mkv");
    const before = await db.$count(folderFingerprints, eq(folderFingerprints.libraryId, shelf.library.id));
    const report = await shelf.scan({ paths: ["Dog (2004)/Dog.mkv"] });
    expect(report).toMatchObject({ added: 1, missing: 0, filesSeen: 1, foldersSeen: 1, problems: [] });
    expect(report.paths).toEqual([shelf.whole("Dog (2004)")]);
    expect(await shelf.listed()).toEqual([
      "Ant (2001)/Ant.mkv -> Ant (2001)/Ant.mkv",
      "Bee (2002)/Bee.mkv -> Bee (2002)/Bee.mkv",
      "Cat (2003)/Cat.mkv -> Cat (2003)/Cat.mkv",
      "new -> Dog (2004)/Dog.mkv",
    ]);
    const of = eq(folderFingerprints.libraryId, shelf.library.id);
    expect(await db.$count(folderFingerprints, of)).toBe(before + 1);
    expect(await db.$count(unknownFiles, eq(unknownFiles.libraryId, shelf.library.id))).toBe(1);
    // The same again finds nothing, and the whole library still finds the rest.
    expect(await shelf.scan({ paths: ["Dog (2004)"] })).toMatchObject({ added: 0, changed: 0, foldersChanged: 0 });
    expect(await shelf.scanAll()).toMatchObject({ added: 1, missing: 1 });
    const runs = await db.select().from(scanRuns).where(eq(scanRuns.libraryId, shelf.library.id)).orderBy(scanRuns.id);
    expect(runs.map(({ paths }) => paths?.length ?? null)).toEqual([null, 1, 1, null]);
  });

  test("marks what is gone below them, and only there", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22", "Cat (2003)/Cat.mkv": "333" });
    shelf.remove("Ant (2001)");
    shelf.remove("Bee (2002)");
    expect(await shelf.scan({ paths: ["Ant (2001)"] })).toMatchObject({ missing: 1 });
    expect((await shelf.listed()).slice(0, 2)).toEqual([
      "Ant (2001)/Ant.mkv -> Ant (2001)/Ant.mkv missing",
      "Bee (2002)/Bee.mkv -> Bee (2002)/Bee.mkv",
    ]);
    shelf.write("Ant (2001)/Ant.mkv", "1");
    expect(await shelf.scan({ paths: ["Ant (2001)/Ant.mkv"] })).toMatchObject({ returned: 1, missing: 0 });
  });

  test("R6 keeps to the rules of a lost disk: an empty root, and too many gone at once", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`Box/Film ${index} (2001)/Film.mkv`, `${index}`]),
    );
    const shelf = await films({ ...files, "Ant (2001)/Ant.mkv": "ant" });
    shelf.remove("Box");
    await expect(shelf.scan({ paths: ["Box"] })).rejects.toMatchObject({ code: "offline" });
    shelf.remove("Ant (2001)");
    await expect(shelf.scan({ paths: ["Ant (2001)"] })).rejects.toMatchObject({
      code: "offline",
      message: expect.stringContaining("is empty"),
    });
    expect(await shelf.rows()).not.toContainEqual(expect.objectContaining({ missingAt: expect.any(Date) }));
    const roots = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, shelf.library.id));
    expect(roots).toMatchObject([{ state: "offline" }]);
  });

  test("S7 goes nowhere else: paths outside are told, ignored folders stay ignored, links are not followed", async () => {
    const other = await films({ "Ant (2001)/Ant.mkv": "1" });
    const shelf = await films({ "Bee (2002)/Bee.mkv": "22" });
    shelf.write("Hidden/.nomedia", "");
    shelf.write("Hidden/Eel (2005)/Eel.mkv");
    other.write("Dog (2004)/Dog.mkv");
    const asked = ["../../../etc", "Bee (2002)/../../x", "Hidden/Eel (2005)/Eel.mkv", "nowhere/at/all"];
    const outside = join(other.root, "Dog (2004)/Dog.mkv").slice(shelf.root.length + 1);
    const report = await shelf.scan({ paths: [...asked, `../${outside}`] });
    expect(report).toMatchObject({ added: 0, missing: 0, filesSeen: 0 });
    expect(report.problems.length).toBeGreaterThan(0);
    expect(await shelf.listed()).toEqual(["Bee (2002)/Bee.mkv -> Bee (2002)/Bee.mkv"]);
  });

  test("reads the whole folder of a film whose disc, subtitles or extras changed", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/BDMV/index.bdmv": "b" });
    shelf.write("Ant (2001)/Featurettes/Ant of old.mkv", "extra");
    expect(await shelf.scan({ paths: ["Ant (2001)/Featurettes/Ant of old.mkv"] })).toMatchObject({ added: 0 });
    shelf.write("Bee (2002)/BDMV/STREAM/00001.m2ts", "more");
    expect(await shelf.scan({ paths: ["Bee (2002)/BDMV/STREAM/00001.m2ts"] })).toMatchObject({ added: 0, missing: 0 });
    expect(await shelf.scanAll()).toMatchObject({ added: 0, missing: 0 });
  });
});

describe("what Radarr does to a film keeps its row, edits and locks within one scan of its paths", () => {
  test("upgraded in its folder under another name", async () => {
    const shelf = await films({ "Ant (2001)/Ant 720p.mkv": "1", "Bee (2002)/Bee.mkv": "22" });
    shelf.remove("Ant (2001)/Ant 720p.mkv");
    shelf.write("Ant (2001)/Ant 2160p.mkv", "quite another");
    const report = await shelf.scan({
      paths: ["Ant (2001)"],
      replaced: [{ from: "Ant (2001)/Ant 720p.mkv", to: "Ant (2001)/Ant 2160p.mkv" }],
    });
    expect(report).toMatchObject({ added: 0, missing: 0, changed: 1 });
    expect((await shelf.listed())[0]).toBe("Ant (2001)/Ant 720p.mkv -> Ant (2001)/Ant 2160p.mkv");
  });

  test("upgraded where only what is told says which film it was: loose, and called otherwise", async () => {
    const shelf = await films({ "Ant.2001.mkv": "1", "Bee.2002.mkv": "22" });
    shelf.remove("Ant.2001.mkv");
    shelf.remove("Bee.2002.mkv");
    shelf.write("Formica (2001) 2160p.mkv", "quite another");
    shelf.write("Ape (2002).mkv", "and one more");
    const replaced = [
      { from: "Ant.2001.mkv", to: "Formica (2001) 2160p.mkv" },
      { from: "Bee.2002.mkv", to: "Ape (2002).mkv" },
    ];
    expect(await shelf.scan({ paths: [], replaced })).toMatchObject({ added: 0, missing: 0, changed: 2 });
    expect(await shelf.listed()).toEqual([
      "Ant.2001.mkv -> Formica (2001) 2160p.mkv",
      "Bee.2002.mkv -> Ape (2002).mkv",
    ]);
  });

  test("renamed with its folder, told by the new path alone", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22" });
    shelf.move("Ant (2001)", "Formica (2001)");
    shelf.move("Formica (2001)/Ant.mkv", "Formica (2001)/Formica.mkv");
    const report = await shelf.scan({ paths: ["Formica (2001)/Formica.mkv"] });
    expect(report).toMatchObject({ added: 0, missing: 0, moved: 1 });
    expect(report.paths).toEqual([shelf.whole("Ant (2001)"), shelf.whole("Formica (2001)")]);
    expect((await shelf.listed())[0]).toBe("Ant (2001)/Ant.mkv -> Formica (2001)/Formica.mkv");
  });

  test("renamed with its folder and then upgraded there, told in any order", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22" });
    shelf.remove("Ant (2001)");
    shelf.write("Formica (1999)/Formica 2160p.mkv", "quite another");
    const replaced = [
      { from: "Formica (1999)/Formica.mkv", to: "Formica (1999)/Formica 2160p.mkv" },
      { from: "Ant (2001)/Ant.mkv", to: "Formica (1999)/Formica.mkv" },
      { from: "Formica (1999)/Formica 2160p.mkv", to: "Ant (2001)/Ant.mkv" },
    ];
    expect(await shelf.scan({ paths: [], replaced })).toMatchObject({ added: 0, missing: 0, changed: 1 });
    expect((await shelf.listed())[0]).toBe("Ant (2001)/Ant.mkv -> Formica (1999)/Formica 2160p.mkv");
  });

  test("a film that is there is never taken for one that was replaced", async () => {
    const shelf = await films({ "Ant (2001)/Ant.mkv": "1", "Bee (2002)/Bee.mkv": "22" });
    shelf.write("Cat (2003)/Cat.mkv", "new");
    const replaced = [{ from: "Ant (2001)/Ant.mkv", to: "Cat (2003)/Cat.mkv" }];
    expect(await shelf.scan({ paths: [], replaced })).toMatchObject({ added: 1, missing: 0, changed: 0 });
    expect(await shelf.listed()).toContain("new -> Cat (2003)/Cat.mkv");
  });
});
