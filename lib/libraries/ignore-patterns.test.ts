import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  extras,
  ignorePatterns,
  libraries,
  mediaParts,
  movies,
  series,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { compileIgnoreRules, type IgnoreRule, systemIgnoreRules } from "#lib/files/ignore-rules.ts";
import { walkLibrary } from "#lib/files/walk.ts";
import { aShow, aTvLibrary } from "#lib/series/testing.ts";
import { findFilms } from "./find-units.ts";
import {
  addIgnorePattern,
  listIgnorePatterns,
  loadIgnoreRules,
  removeIgnorePattern,
  switchIgnorePattern,
  switchSystemPattern,
} from "./ignore-patterns.ts";
import { checkIgnorePattern } from "./ignore-patterns-check.ts";
import { previewIgnorePattern } from "./ignore-patterns-preview.ts";
import { addLibrary } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";

const db = await testDb();
const home = mkdtempSync(join(tmpdir(), "metarr-ignore-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
beforeEach(async () => {
  await db.delete(ignorePatterns);
  await db.delete(movies);
  await db.delete(series);
  await db.delete(libraries);
});

async function aLibrary(files: readonly string[]) {
  count += 1;
  const root = join(home, `films-${count}`);
  for (const path of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
  const { id } = await addLibrary(db, { name: "Films", paths: [root] }, { scan: false });
  return { libraryId: id, root };
}

const add = (pattern: string, libraryId: number | null = null) => addIgnorePattern(db, { pattern, libraryId });

describe("a pattern", () => {
  test.each([
    ["notes.txt", { pattern: "notes.txt", kind: "exact" }],
    ["  /Private/ ", { pattern: "Private", kind: "exact" }],
    ["*.txt", { pattern: "*.txt", kind: "glob" }],
    ["Old/*", { pattern: "Old/*", kind: "glob" }],
    ["Film [[]1999].mkv", { pattern: "Film [[]1999].mkv", kind: "glob" }],
    ["*.mkv", { pattern: "*.mkv", kind: "glob" }],
  ])("%j is kept as %j", (pattern, rule) => expect(checkIgnorePattern({ pattern })).toEqual(rule));

  test("of any characters is a name when a person says so", () =>
    expect(checkIgnorePattern({ pattern: "* [a", kind: "exact" })).toEqual({ pattern: "* [a", kind: "exact" }));

  test.each(["", " / ", "x".repeat(501), "a\nb", "a//b", "../films", "Film [1999", "a[]", "name*\\"])(
    "%j is refused",
    (pattern) =>
      expect(() => checkIgnorePattern({ pattern })).toThrow(
        expect.objectContaining({ code: "invalid", field: "pattern" }),
      ),
  );

  test.each(["*", "**", "*.*", "?*", "**/*", "*/*", "**/*.*", "[!|]*"])(
    "%j would leave nothing, and is refused",
    (pattern) => expect(() => checkIgnorePattern({ pattern })).toThrow(/would pass over everything/),
  );
});

describe("the rules of a library", () => {
  test("are the system's, those of every library and its own", async () => {
    const { libraryId } = await aLibrary(["a.mkv"]);
    expect(await loadIgnoreRules(db, libraryId)).toEqual(systemIgnoreRules);
    await add("*.txt");
    await add("Private", libraryId);
    const [{ libraryId: other }] = [await aLibrary(["b.mkv"])];
    expect((await loadIgnoreRules(db, libraryId)).slice(-2)).toEqual([
      { pattern: "*.txt", kind: "glob" },
      { pattern: "Private", kind: "exact" },
    ]);
    expect((await loadIgnoreRules(db, other)).at(-1)).toEqual({ pattern: "*.txt", kind: "glob" });
  });

  test("leave out what is switched off, and have it again when it is on", async () => {
    const { libraryId } = await aLibrary(["a.mkv"]);
    const passes = async (name: string) =>
      compileIgnoreRules(await loadIgnoreRules(db, libraryId))({ name, path: name, isFolder: false });
    const { patternId } = await add("*.txt");
    await switchSystemPattern(db, { pattern: "*.part", isEnabled: false });
    await switchSystemPattern(db, { pattern: "*.part", isEnabled: false });
    await switchIgnorePattern(db, { patternId, isEnabled: false });
    expect([await passes("a.part"), await passes("a.txt"), await passes("a.tmp")]).toEqual([false, false, true]);
    const { own, system } = await listIgnorePatterns(db);
    expect(own).toMatchObject([{ pattern: "*.txt", isEnabled: false }]);
    expect(system.filter((rule) => !rule.isEnabled).map((rule) => rule.pattern)).toEqual(["*.part"]);
    await switchSystemPattern(db, { pattern: "*.part", isEnabled: true });
    await switchIgnorePattern(db, { patternId, isEnabled: true });
    expect([await passes("a.part"), await passes("a.txt")]).toEqual([true, true]);
  });

  test("never let go of what Metarr writes itself, and no system pattern is removed", async () => {
    await expect(switchSystemPattern(db, { pattern: ".metarr-recycle", isEnabled: false })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(switchSystemPattern(db, { pattern: "*.txt", isEnabled: false })).rejects.toMatchObject({
      code: "not_found",
    });
    await switchSystemPattern(db, { pattern: "*.part", isEnabled: false });
    const [row] = await db.select().from(ignorePatterns);
    await expect(removeIgnorePattern(db, { patternId: row?.id ?? 0 })).rejects.toMatchObject({ code: "not_found" });
  });

  test("hold each pattern once", async () => {
    const { libraryId } = await aLibrary(["a.mkv"]);
    const { patternId } = await add("*.txt", libraryId);
    for (const [pattern, where] of [
      ["*.TXT", libraryId],
      ["thumbs.db", null],
    ] as const) {
      await expect(add(pattern, where)).rejects.toMatchObject({ code: "conflict", field: "pattern" });
    }
    await add("*.txt");
    expect(await removeIgnorePattern(db, { patternId })).toEqual({ pattern: "*.txt", kind: "glob", libraryId });
    await expect(add("*.txt", libraryId)).rejects.toMatchObject({ code: "conflict" });
    await expect(removeIgnorePattern(db, { patternId })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the preview counts known files, and films that would lose all of theirs", async () => {
  const { libraryId, root } = await aLibrary([
    "Heat (1995)/Heat (1995).mkv",
    "Heat (1995)/Heat (1995) - 4K.mkv",
    "Heat (1995)/notes.txt",
    "Old/Ran (1985)/Ran (1985).mkv",
    "Old/Ran (1985)/Ran (1985).en.srt",
    "Old/Ran (1985)/Ran (1985)-trailer.mkv",
  ]);
  await scanLibrary(db, { libraryId });
  const preview = (pattern: string, where: number | null = libraryId) =>
    previewIgnorePattern(db, { rule: checkIgnorePattern({ pattern }), libraryId: where });
  expect(await preview("*.txt")).toEqual({
    files: 1,
    known: 6,
    films: 0,
    episodes: 0,
    series: 0,
    examples: [join(root, "Heat (1995)/notes.txt")],
  });
  expect(await preview("old", null)).toMatchObject({ files: 3, known: 6, films: 1 });
  expect(await preview("Heat*4K*")).toMatchObject({ files: 1, films: 0 });
  expect(await preview("*.mkv")).toMatchObject({ files: 4, films: 2 });
  expect(await preview("nothing")).toMatchObject({ files: 0, films: 0, examples: [] });
});

test("the preview counts episodes that would lose their file, with all in it, and their series", async () => {
  const first = await aShow(db, {
    episodes: [
      { season: 1, number: 1 },
      { season: 1, number: 2, file: "Season 1/both.mkv" },
      { season: 1, number: 3, file: "Season 1/both.mkv" },
      { season: 1, number: 4, file: "Season 1/four.avi" },
      { season: 1, number: 5, missingAt: new Date() },
    ],
    series: { directoryPath: "/shows/First" },
    libraryId: await aTvLibrary(db, { path: "/shows" }),
  });
  const { libraryId, episodeIds, seriesId } = first;
  await aShow(db, { libraryId, series: { directoryPath: "/shows/Other" }, episodes: [{ season: 2, number: 1 }] });
  await aShow(db, { libraryId: await aTvLibrary(db, { path: "/more" }), series: { directoryPath: "/more/Third" } });
  // A second version keeps its episode, whatever happens to the first.
  await db.insert(mediaParts).values([
    { episodeId: episodeIds[0] ?? 0, kind: "version", path: "/shows/First/again.avi" },
    { episodeId: episodeIds[1] ?? 0, kind: "version", path: "/shows/First/both-4k.mkv" },
  ]);
  await db.insert(extras).values({ seriesId, kind: "trailer", path: "/shows/First/trailer.mkv" });
  await db.insert(subtitleStreams).values({
    episodeId: episodeIds[3] ?? 0,
    filePath: "/shows/First/Season 1/four.srt",
    isExternal: true,
  });
  const preview = (pattern: string) => previewIgnorePattern(db, { rule: checkIgnorePattern({ pattern }), libraryId });
  expect(await preview("*.mkv")).toMatchObject({ files: 5, known: 8, films: 0, episodes: 3, series: 2 });
  expect(await preview("*.srt")).toMatchObject({ files: 1, known: 8, episodes: 0, series: 0 });
  expect(await preview("First")).toMatchObject({ files: 7, known: 8, episodes: 4, series: 1 });
  expect(
    await previewIgnorePattern(db, { rule: checkIgnorePattern({ pattern: "Season 1" }), libraryId: null }),
  ).toMatchObject({ files: 3, episodes: 1, series: 1 });
});

test("a new pattern changes the fingerprint of what it touches, and nothing else is read again", async () => {
  const { root } = await aLibrary([
    "Heat (1995)/Heat (1995).mkv",
    "Heat (1995)/notes.txt",
    "Old/Ran (1985)/Ran (1985).mkv",
    "Up (2009)/Up (2009).mkv",
  ]);
  const look = async (known: ReadonlyMap<string, string>, rules: readonly IgnoreRule[]) => {
    const found = [];
    const walked = walkLibrary({ root, ignore: [...systemIgnoreRules, ...rules] });
    for await (const unit of findFilms(walked, { known, full: false })) found.push(unit);
    return {
      known: new Map(found.map(({ folder }) => [folder.path, folder.fingerprint])),
      changed: found
        .filter((unit) => unit.isChanged)
        .map(({ folder }) => folder.relativePath)
        .sort(),
      films: found.flatMap(({ films }) => films.map((film) => film.main.name)),
    };
  };
  const first = await look(new Map(), []);
  expect((await look(first.known, [])).changed).toEqual([]);
  const file = await look(first.known, [{ pattern: "*.txt", kind: "glob" }]);
  expect(file.changed).toEqual(["Heat (1995)"]);
  expect((await look(file.known, [])).changed).toEqual(["Heat (1995)"]);
  // A folder that is passed over is no longer walked: the one around it changes, and its films are not seen.
  const folder = await look(first.known, [{ pattern: "Ran (1985)", kind: "exact" }]);
  expect(folder.changed).toEqual(["Old"]);
  expect([...folder.known.keys()]).not.toContain(join(root, "Old/Ran (1985)"));
  const back = await look(folder.known, []);
  expect(back.changed).toEqual(["Old", "Old/Ran (1985)"]);
  expect(back.films).toEqual(["Ran (1985).mkv"]);
});

test("a folder that becomes ignored makes its films missing, and they are back when the pattern goes", async () => {
  const { libraryId } = await aLibrary(["Old/Ran (1985)/Ran (1985).mkv", "Up (2009)/Up (2009).mkv", "Up (2009)/a.odd"]);
  await scanLibrary(db, { libraryId });
  const missing = async () =>
    (await db.select().from(movies)).filter((film) => film.missingAt !== null).map((film) => film.title);
  const unknown = async () => (await db.select().from(unknownFiles)).length;
  expect([await missing(), await unknown()]).toEqual([[], 1]);
  const { patternId } = await add("Old", libraryId);
  await add("*.odd", libraryId);
  expect(await scanLibrary(db, { libraryId })).toMatchObject({ missing: 1, added: 0 });
  expect([await missing(), await unknown()]).toEqual([["Ran"], 0]);
  await removeIgnorePattern(db, { patternId });
  expect(await scanLibrary(db, { libraryId })).toMatchObject({ added: 0, missing: 0 });
  expect(await missing()).toEqual([]);
});
