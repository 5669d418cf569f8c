import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actors,
  episodes,
  extras,
  mediaParts,
  movies,
  series,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { asNobody } from "#lib/files/testing/as-nobody.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const scan = (library: Library, full = false) => scanLibrary(db, { libraryId: library.id, full });

/** Main files of a library below its root, `gone` where they are missing. */
async function listed({ library, root }: { library: Library; root: string }): Promise<string[]> {
  const rows =
    library.type === "movie"
      ? await db.select().from(movies).where(eq(movies.libraryId, library.id))
      : (
          await db
            .select({ episode: episodes })
            .from(episodes)
            .innerJoin(series, eq(series.id, episodes.seriesId))
            .where(eq(series.libraryId, library.id))
        ).map(({ episode }) => episode);
  return rows
    .map(({ filePath, missingAt }) => `${filePath.slice(root.length + 1)}${missingAt ? " gone" : ""}`)
    .toSorted();
}

/** Takes every permission of a file or folder away, for as long as the body runs as a user that is not root. */
async function shut<T>(path: string, body: () => Promise<T>): Promise<T> {
  // Every folder on the way must let that user pass.
  for (let folder = dirname(path); folder !== "/tmp" && folder !== "/"; folder = dirname(folder))
    chmodSync(folder, 0o755);
  chmodSync(path, 0o000);
  try {
    return await asNobody(body);
  } finally {
    chmodSync(path, 0o755);
  }
}

const noPermission = (path: string) => [{ path, message: expect.stringContaining("has no permission") }];

describe("R9 a folder that may not be read", () => {
  test("of a known show costs one sentence: nothing in it is missing, and other shows are read", async () => {
    const place = await home.library(db, {
      type: "tv",
      files: {
        "Shut/Season 1/Shut S01E01.mkv": "a",
        "Shut/Season 2/Shut S02E01.mkv": "bb",
        "Shut/Season 2/Shut S02E01.en.srt": "1",
        "Shut/Season 2/odd.xyz": "?",
        "Open/Season 1/Open S01E01.mkv": "ccc",
      },
    });
    await scan(place.library);
    const before = await listed(place);
    const rows = () => Promise.all([mediaParts, subtitleStreams, unknownFiles].map((table) => db.$count(table)));
    const counts = await rows();
    for (const folder of ["Shut", "Shut/Season 2"]) {
      const path = join(place.root, folder);
      const report = await shut(path, () => scan(place.library, true));
      expect(report).toMatchObject({ missing: 0, added: 0, changed: 0, problems: noPermission(path) });
      expect(await listed(place)).toEqual(before);
      expect(await rows()).toEqual(counts);
    }
    writeBelow(place.root, "Open/Season 1/Open S01E02.mkv");
    expect(await shut(join(place.root, "Shut"), () => scan(place.library))).toMatchObject({ added: 1, missing: 0 });
    expect(await scan(place.library)).toMatchObject({ added: 0, changed: 0, missing: 0, problems: [] });
  });

  test("of a new show or film costs only what lies in it, until it may be read", async () => {
    const shows = await home.library(db, {
      type: "tv",
      files: { "Half/Season 1/Half S01E01.mkv": "a", "Half/Season 2/Half S02E01.mkv": "bb" },
    });
    const films = await home.library(db, {
      type: "movie",
      files: { "Half (2001)/Half (2001).mkv": "a", "Half (2001)/Subs/en.srt": "1" },
    });
    for (const [place, folder, found] of [
      [shows, "Half/Season 2", ["Half/Season 1/Half S01E01.mkv"]],
      [films, "Half (2001)/Subs", ["Half (2001)/Half (2001).mkv"]],
    ] as const) {
      const path = join(place.root, folder);
      expect(await shut(path, () => scan(place.library))).toMatchObject({ added: 1, problems: noPermission(path) });
      expect(await shut(path, () => scan(place.library))).toMatchObject({ added: 0, changed: 0, missing: 0 });
      expect(await listed(place)).toEqual(found);
      expect(await scan(place.library)).toMatchObject({ missing: 0, problems: [] });
      expect(await scan(place.library)).toMatchObject({ foldersChanged: 0 });
    }
    expect(await listed(shows)).toEqual(["Half/Season 1/Half S01E01.mkv", "Half/Season 2/Half S02E01.mkv"]);
    expect(
      await db.$count(subtitleStreams, eq(subtitleStreams.filePath, join(films.root, "Half (2001)/Subs/en.srt"))),
    ).toBe(1);
  });

  test("and is the library itself says so in one sentence and marks nothing", async () => {
    const place = await home.library(db, { type: "tv", files: { "Show/Show S01E01.mkv": "a" } });
    await scan(place.library);
    const refused = shut(place.root, () => scan(place.library));
    await expect(refused).rejects.toMatchObject({ code: "offline", message: expect.stringContaining("no permission") });
    expect(await listed(place)).toEqual(["Show/Show S01E01.mkv"]);
    expect(await scan(place.library)).toMatchObject({ missing: 0, changed: 0 });
  });
});

describe("odd names and links in a show's folder", () => {
  test("R10 every readable file is listed once, and a name that is no text is told", async () => {
    const long = (start: string) => `${start}${"x".repeat(251 - start.length)}.mkv`;
    const names = [
      "Odd\nShow/Season 1/Odd\nShow S01E01.mkv",
      "🎬 Reel/Season 1/🎬 Reel S01E01.mkv",
      "Caf\u00e9/Season 1/Caf\u00e9 S01E01.mkv",
      "Cafe\u0301/Season 1/Cafe\u0301 S01E01.mkv",
      "case/Season 1/case S01E01.mkv",
      "Case/Season 1/Case S01E01.mkv",
      "-rf/Season 1/-rf S01E01.mkv",
      "Ends with a point./Season 1/Ends S01E01.mkv",
      "Ends with a space /Season 1/Ends S01E01.mkv",
      "..hidden/Season 1/..hidden S01E01.mkv",
      "%2e%2e%2fetc/Season 1/%2e%2e%2fetc S01E01.mkv",
      "C:\\Windows/Season 1/C:\\Windows S01E01.mkv",
      `Long/Season 1/${long("Long S01E01 ")}`,
      ".. S01E07.mkv",
      "... - S01E08.mkv",
      "$(touch x) S01E01.mkv",
    ];
    const place = await home.library(db, { type: "tv", files: Object.fromEntries(names.map((name) => [name, name])) });
    const bytes = Buffer.concat([
      Buffer.from(`${place.root}/Case/Season 1/`),
      Buffer.from([0xff]),
      Buffer.from(" S01E02.mkv"),
    ]);
    writeFileSync(bytes, "no text");
    const report = await scan(place.library);
    expect(report.problems).toMatchObject([
      { path: expect.stringContaining("Case/Season 1"), message: expect.stringContaining("not valid UTF-8") },
    ]);
    expect(report.filesSeen).toBe(names.length);
    const parts = await db.select({ path: mediaParts.path }).from(mediaParts);
    const ours = parts.map(({ path }) => path).filter((path) => path.startsWith(`${place.root}/`));
    expect(ours.map((path) => path.slice(place.root.length + 1)).toSorted()).toEqual(names.toSorted());
    for (const { directoryPath } of await db.select().from(series).where(eq(series.libraryId, place.library.id))) {
      expect(join(directoryPath)).toBe(directoryPath);
      expect(directoryPath.startsWith(`${place.root}/`)).toBe(true);
    }
    expect(await scan(place.library, true)).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
  });

  test("R11 S7 links are not followed: not in a loop, not out of the library, not to another season", async () => {
    const place = await home.library(db, {
      type: "tv",
      files: { "Show/Season 1/Show S01E01.mkv": "a", "Show/Season 1/Show S01E01.en.srt": "1" },
    });
    const outside = await home.library(db, {
      type: "tv",
      files: { "Secret/Secret S01E01.mkv": "s", "show.nfo": "<tvshow><title>Stolen</title></tvshow>" },
    });
    const link = (to: string, at: string) => {
      mkdirSync(dirname(join(place.root, at)), { recursive: true });
      symlinkSync(to, join(place.root, at));
    };
    link("..", "Show/Season 1/loop");
    link(".", "Show/again");
    link("Season 1", "Show/Season 3");
    link("/etc", "Show/Season 4");
    link("/etc/passwd", "Show/Season 1/Show S01E05.mkv");
    link(join(outside.root, "Secret"), "Secret");
    link(join(outside.root, "Secret/Secret S01E01.mkv"), "Show/Season 1/Show S01E09.mkv");
    link(join(outside.root, "show.nfo"), "Show/tvshow.nfo");
    link("nowhere", "Show/Season 1/Show S01E06.mkv");
    link("Show S01E07.mkv", "Show/Season 1/Show S01E07.mkv");
    const report = await scan(place.library);
    // The work is that of the real files and folders alone.
    expect(report).toMatchObject({ filesSeen: 2, foldersSeen: 3, added: 1 });
    expect(report.problems.map(({ path }) => path.slice(place.root.length + 1)).toSorted()).toEqual([
      "Secret",
      "Show/Season 1/Show S01E05.mkv",
      "Show/Season 1/Show S01E06.mkv",
      "Show/Season 1/Show S01E07.mkv",
      "Show/Season 1/Show S01E09.mkv",
      "Show/Season 4",
      "Show/tvshow.nfo",
    ]);
    expect(await listed(place)).toEqual(["Show/Season 1/Show S01E01.mkv"]);
    const [show] = await db.select().from(series).where(eq(series.libraryId, place.library.id));
    expect(show?.title).toBe("Show");
  });
});

test("S7 paths that an NFO names are not opened and lead no row out of the library", async () => {
  const bad = ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\windows\\win.ini"];
  const pictures = bad.map(
    (path) => `<thumb aspect="poster">${path}</thumb><fanart><thumb>${path}</thumb></fanart><trailer>${path}</trailer>`,
  );
  const cast = bad.map((path, index) => `<actor><name>Actor ${index}</name><thumb>${path}</thumb></actor>`);
  const told = `<file>/etc/passwd</file><path>/etc</path><basepath>/etc</basepath>${pictures.join("")}${cast.join("")}`;
  const films = await home.library(db, {
    type: "movie",
    files: { "A (2001)/A (2001).mkv": "a", "A (2001)/movie.nfo": `<movie><title>../../B</title>${told}</movie>` },
  });
  const shows = await home.library(db, {
    type: "tv",
    files: {
      "A/A S01E01.mkv": "a",
      "A/tvshow.nfo": `<tvshow><title>../../B</title>${told}</tvshow>`,
      "A/A S01E01.nfo": `<episodedetails><title>/etc</title><season>1</season><episode>1</episode>${told}</episodedetails>`,
    },
  });
  expect(await scan(films.library)).toMatchObject({ added: 1 });
  expect(await scan(shows.library)).toMatchObject({ added: 1 });
  expect(await listed(films)).toEqual(["A (2001)/A (2001).mkv"]);
  expect(await listed(shows)).toEqual(["A/A S01E01.mkv"]);
  expect(await db.select().from(series).where(eq(series.libraryId, shows.library.id))).toMatchObject([
    { title: "../../B", directoryPath: join(shows.root, "A") },
  ]);
  for (const row of await db.select().from(actors)) expect(row.imageUrl ?? "http").toMatch(/^http/);
  for (const row of await db.select().from(extras)) expect(row.path).not.toContain("/etc");
});
