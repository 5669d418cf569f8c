import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  episodeActors,
  episodeCrew,
  episodes,
  extras,
  fieldChanges,
  genres,
  jobs,
  libraryNfoFiles,
  mediaParts,
  scanRuns,
  seasons,
  series,
  seriesActors,
  seriesGenres,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const aLibrary = (files: Record<string, string>) => home.library(db, { type: "tv", files });
const scan = (library: Library, full = false) => scanLibrary(db, { libraryId: library.id, full });
const shows = (library: Library) =>
  db.select().from(series).where(eq(series.libraryId, library.id)).orderBy(series.directoryPath);
async function episodesOf(library: Library) {
  const rows = await db
    .select({ episode: episodes })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, library.id))
    .orderBy(series.directoryPath, episodes.seasonNumber, episodes.episodeNumber);
  return rows.map(({ episode }) => episode);
}
/** `1x02 path`, with `missing` where it is. */
async function listed(library: Library, root: string) {
  return (await episodesOf(library)).map(
    ({ seasonNumber, episodeNumber, filePath, missingAt }) =>
      `${seasonNumber}x${String(episodeNumber).padStart(2, "0")} ${filePath.slice(root.length + 1)}${missingAt ? " missing" : ""}`,
  );
}
const only = <T>(rows: T[]): T => {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
  return row;
};

const showNfo = (extra = "") =>
  `<tvshow><title>Dark</title><plot>A child is gone.</plot><premiered>2017-12-01</premiered><status>Ended</status><genre>Mystery</genre>
   <uniqueid type="tvdb" default="true">334824</uniqueid><uniqueid type="tmdb">70523</uniqueid>
   <namedseason number="1">The first cycle</namedseason>
   <actor><name>Louis Hofmann</name><role>Jonas</role></actor>${extra}</tvshow>`;
const episodeNfo = (title: string, number: number, extra = "") =>
  `<episodedetails><title>${title}</title><season>1</season><episode>${number}</episode><plot>Told.</plot><aired>2017-12-0${number}</aired>
   <director>Baran bo Odar</director><credits>Jantje Friese</credits>
   <actor><name>Lisa Vicari</name><role>Martha</role></actor>${extra}</episodedetails>`;

describe("a first scan of series", () => {
  test("makes series, seasons and episodes with what names, NFO and files say", async () => {
    const { library, root } = await aLibrary({
      "Dark (2017)/tvshow.nfo": showNfo(),
      "Dark (2017)/Season 01/Dark - S01E01 - Secrets.1080p.mkv": "one",
      "Dark (2017)/Season 01/Dark - S01E01 - Secrets.1080p.nfo": episodeNfo("Geheimnisse", 1),
      "Dark (2017)/Season 01/Dark - S01E01 - Secrets.1080p.en.srt": "1",
      "Dark (2017)/Season 01/Dark - S01E02 - Lies.mkv": "two",
      "Dark (2017)/Season 00/Dark - S00E01 - Making Of.mkv": "special",
      "Dark (2017)/Season 02/season.nfo":
        "<season><title>The second cycle</title><seasonnumber>2</seasonnumber></season>",
      "Dark (2017)/Season 02/Dark - S02E01.mkv": "later",
      "Dark (2017)/Trailers/Teaser.mkv": "trailer",
      "Dark (2017)/notes.txt": "mine",
    });
    const report = await scan(library);
    expect(report).toMatchObject({ added: 4, itemsSeen: 4, skipped: 0 });
    const show = only(await shows(library));
    expect(show).toMatchObject({
      title: "Dark",
      plot: "A child is gone.",
      year: 2017,
      firstAired: "2017-12-01",
      status: "ended",
      tvdbId: 334_824,
      tmdbId: 70_523,
      directoryPath: join(root, "Dark (2017)"),
      sortTitle: "Dark",
      identificationStatus: "discovered",
      missingAt: null,
    });
    const seasonRows = await db
      .select()
      .from(seasons)
      .where(eq(seasons.seriesId, show.id))
      .orderBy(seasons.seasonNumber);
    expect(seasonRows.map((row) => [row.seasonNumber, row.title])).toEqual([
      [0, null],
      [1, "The first cycle"],
      [2, "The second cycle"],
    ]);
    const [special, first, second] = await episodesOf(library);
    expect(special).toMatchObject({ seasonNumber: 0, title: "Making Of" });
    expect(first).toMatchObject({ title: "Geheimnisse", plot: "Told.", airDate: "2017-12-01", numbering: "aired" });
    expect(second).toMatchObject({ episodeNumber: 2, title: "Lies", seasonId: seasonRows[1]?.id });
    expect(await db.$count(seriesGenres, eq(seriesGenres.seriesId, show.id))).toBe(1);
    expect(await db.$count(genres, eq(genres.name, "Mystery"))).toBe(1);
    expect(await db.select().from(seriesActors).where(eq(seriesActors.seriesId, show.id))).toMatchObject([
      { role: "Jonas" },
    ]);
    expect(await db.$count(episodeActors, eq(episodeActors.episodeId, first?.id ?? 0))).toBe(1);
    const crew = await db
      .select()
      .from(episodeCrew)
      .where(eq(episodeCrew.episodeId, first?.id ?? 0));
    expect(crew.map((row) => row.job).sort()).toEqual(["Director", "Writer"]);
    expect(
      await db
        .select()
        .from(subtitleStreams)
        .where(eq(subtitleStreams.episodeId, first?.id ?? 0)),
    ).toMatchObject([{ language: "en", isExternal: true }]);
    expect(await db.select().from(extras).where(eq(extras.seriesId, show.id))).toMatchObject([{ kind: "trailer" }]);
    expect(
      (await db.select().from(unknownFiles).where(eq(unknownFiles.libraryId, library.id))).map((row) => row.path),
    ).toEqual([join(root, "Dark (2017)/notes.txt")]);
    expect(await db.$count(libraryNfoFiles, eq(libraryNfoFiles.entityType, "episode"))).toBe(1);
  });

  test("gives each episode of a file a row and keeps the file once", async () => {
    const { library, root } = await aLibrary({
      "Show/Season 1/Show.S01E01E02.mkv": "both",
      "Show/Season 1/Show.S01E01E02.nfo": `${episodeNfo("First", 1)}${episodeNfo("Second", 2)}`,
      "Show/Season 1/Show.S01E03-E05.mkv": "three",
    });
    await scan(library);
    expect(await listed(library, root)).toEqual([
      "1x01 Show/Season 1/Show.S01E01E02.mkv",
      "1x02 Show/Season 1/Show.S01E01E02.mkv",
      "1x03 Show/Season 1/Show.S01E03-E05.mkv",
      "1x04 Show/Season 1/Show.S01E03-E05.mkv",
      "1x05 Show/Season 1/Show.S01E03-E05.mkv",
    ]);
    const rows = await episodesOf(library);
    expect(rows.slice(0, 2).map((row) => row.title)).toEqual(["First", "Second"]);
    const ids = rows.map((row) => row.id);
    const parts = await db.select().from(mediaParts).where(inArray(mediaParts.episodeId, ids));
    expect(parts.map((part) => part.episodeId).sort()).toEqual([rows[0]?.id, rows[2]?.id]);
  });

  test("puts parts and versions of an episode together, the best first", async () => {
    const { library, root } = await aLibrary({
      "Show/Show.S01E01.720p.mkv": "small",
      "Show/Show.S01E01.2160p.mkv": "large one",
      "Show/Show.S01E02-pt1.mkv": "half",
      "Show/Show.S01E02-pt2.mkv": "other half",
    });
    await scan(library);
    expect(await listed(library, root)).toEqual(["1x01 Show/Show.S01E01.2160p.mkv", "1x02 Show/Show.S01E02-pt1.mkv"]);
    const ids = (await episodesOf(library)).map((row) => row.id);
    const parts = await db.select().from(mediaParts).where(inArray(mediaParts.episodeId, ids)).orderBy(mediaParts.path);
    expect(parts.map((part) => [part.kind, part.partNumber, part.resolution])).toEqual([
      ["version", null, "2160p"],
      ["version", null, "720p"],
      ["part", 1, null],
      ["part", 2, null],
    ]);
  });

  test("reads daily and absolute episodes, packs without a show's folder, loose files and shelves", async () => {
    const { library, root } = await aLibrary({
      "Late Talk/Season 2024/Late.Talk.2024.03.15.Guest.mkv": "daily",
      "[Group] Ninja Tale/[Group] Ninja Tale - 027 [1080p].mkv": "anime",
      "Dark.S01.1080p.WEB-GRP/Dark.S01E01.1080p.WEB-GRP.mkv": "pack one",
      "Dark.S02.1080p.WEB-GRP/Dark.S02E01.1080p.WEB-GRP.mkv": "pack two",
      "Loose.Show.S03E04.mkv": "loose",
      "Kids/Tiny Bear/Season 1/Tiny Bear S01E01.mkv": "shelf",
    });
    await scan(library);
    expect((await shows(library)).map((row) => [row.title, row.directoryPath.slice(root.length + 1)])).toEqual([
      ["Dark", "Dark"],
      ["Tiny Bear", "Kids/Tiny Bear"],
      ["Late Talk", "Late Talk"],
      ["Loose Show", "Loose Show"],
      ["Ninja Tale", "[Group] Ninja Tale"],
    ]);
    const rows = await episodesOf(library);
    expect(rows.map((row) => [row.seasonNumber, row.episodeNumber, row.numbering, row.absoluteNumber])).toEqual([
      [1, 1, "aired", null],
      [2, 1, "aired", null],
      [1, 1, "aired", null],
      [2024, 315, "date", null],
      [3, 4, "aired", null],
      [1, 27, "absolute", 27],
    ]);
    expect(rows[3]).toMatchObject({ airDate: "2024-03-15", parsed: { airDate: "2024-03-15" } });
  });
});

describe("another scan of series", () => {
  test("writes nothing when nothing changed", async () => {
    const { library } = await aLibrary({
      "Show/tvshow.nfo": showNfo(),
      "Show/Season 1/Show S01E01.mkv": "one",
      "Loose S01E01.mkv": "loose",
    });
    await scan(library);
    const before = await snapshot(library);
    expect(await scan(library)).toMatchObject({ added: 0, changed: 0, foldersChanged: 0 });
    expect(await snapshot(library)).toEqual(before);
    // Reading everything anew finds the same.
    expect(await scan(library, true)).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
    expect(await snapshot(library)).toEqual(before);
  });

  test("adds one new episode and leaves the others", async () => {
    const { library, root } = await aLibrary({ "Show/Season 1/Show S01E01.mkv": "one" });
    await scan(library);
    const before = only(await episodesOf(library));
    writeBelow(root, "Show/Season 1/Show S01E02.mkv", "two");
    const report = await scan(library);
    expect(report).toMatchObject({ added: 1, changed: 0 });
    expect(report.changes).toEqual([{ kind: "added", path: join(root, "Show/Season 1/Show S01E02.mkv") }]);
    const [first, second] = await episodesOf(library);
    expect(first).toEqual(before);
    const probes = await db.select().from(jobs).where(eq(jobs.type, "episode.probe")).orderBy(jobs.id);
    expect(probes.at(-1)?.payload).toEqual({ episodeIds: [second?.id] });
  });

  test("reads a folder of several shows again when it was stopped between two of them", async () => {
    const numbers = Array.from({ length: 120 }, (_, index) => String(index + 1).padStart(3, "0"));
    const { library, root } = await aLibrary({ "Yard S01E001.mkv": "it moves" });
    await scan(library);
    renameSync(join(root, "Yard S01E001.mkv"), join(root, "Zoo S01E001.mkv"));
    for (const number of numbers.slice(1)) writeBelow(root, `Zoo S01E${number}.mkv`);
    writeBelow(root, "Zulu S01E001.mkv", "it waits");
    const stopped = scanLibrary(db, {
      libraryId: library.id,
      assertOwned: async (tx) => {
        const written = await tx
          .select({ id: episodes.id })
          .from(episodes)
          .innerJoin(series, eq(series.id, episodes.seriesId))
          .where(eq(series.libraryId, library.id));
        if (written.length >= numbers.length) throw new Error("stopped");
      },
    });
    await expect(stopped).rejects.toThrow("stopped");
    const titles = async () => (await shows(library)).map(({ title }) => title);
    expect(await titles()).not.toContain("Zulu");
    expect(await scan(library)).toMatchObject({ added: 1, changed: 0 });
    expect(await titles()).toContain("Zulu");
  });

  test("keeps edits through an upgrade, a rename and a move of the whole folder", async () => {
    const { library, root } = await aLibrary({
      "Show/Season 1/Show S01E01.mkv": "one",
      "Show/Season 1/Show S01E02.mkv": "two",
    });
    await scan(library);
    const show = only(await shows(library));
    const [first] = await episodesOf(library);
    await db
      .update(episodes)
      .set({ title: "Mine", titleLocked: true })
      .where(eq(episodes.id, first?.id ?? 0));
    await db.update(series).set({ title: "My show", titleLocked: true }).where(eq(series.id, show.id));
    rmSync(join(root, "Show/Season 1/Show S01E01.mkv"));
    writeBelow(root, "Show/Season 1/Show - S01E01 - Pilot.1080p.mkv", "a larger one");
    expect(await scan(library)).toMatchObject({ changed: 1, added: 0, missing: 0 });
    mkdirSync(join(root, "Renamed (2001)"));
    renameSync(join(root, "Show/Season 1"), join(root, "Renamed (2001)/Staffel 1"));
    rmSync(join(root, "Show"), { recursive: true });
    const report = await scan(library);
    expect(report).toMatchObject({ moved: 2, added: 0, missing: 0 });
    expect(only(await shows(library))).toMatchObject({
      id: show.id,
      title: "My show",
      directoryPath: join(root, "Renamed (2001)"),
    });
    const [now] = await episodesOf(library);
    expect(now).toMatchObject({ id: first?.id, title: "Mine" });
    expect(now?.filePath).toBe(join(root, "Renamed (2001)/Staffel 1/Show - S01E01 - Pilot.1080p.mkv"));
    const history = await db
      .select()
      .from(fieldChanges)
      .where(and(eq(fieldChanges.entityType, "episode"), eq(fieldChanges.entityId, first?.id ?? 0)));
    expect(history.filter((row) => row.field === "filePath")).toHaveLength(2);
  });

  test("follows files that swap their numbers or change season", async () => {
    const { library, root } = await aLibrary({
      "Show/Season 1/Show S01E01.mkv": "first file",
      "Show/Season 1/Show S01E02.mkv": "the second file",
      "Show/Season 1/Show S01E03.mkv": "the third file of all",
    });
    await scan(library);
    const [one, two, three] = await episodesOf(library);
    const at = (name: string) => join(root, "Show/Season 1", name);
    renameSync(at("Show S01E01.mkv"), at("swap"));
    renameSync(at("Show S01E02.mkv"), at("Show S01E01.mkv"));
    renameSync(at("swap"), at("Show S01E02.mkv"));
    mkdirSync(join(root, "Show/Season 2"));
    renameSync(at("Show S01E03.mkv"), join(root, "Show/Season 2/Show S02E01.mkv"));
    await scan(library);
    const rows = await episodesOf(library);
    expect(rows.map((row) => [row.id, row.seasonNumber, row.episodeNumber])).toEqual([
      // A file written over another's name cannot be told from an upgrade: numbers keep their rows.
      [one?.id, 1, 1],
      [two?.id, 1, 2],
      [three?.id, 2, 1],
    ]);
  });

  test("marks vanished episodes missing, and finds them again", async () => {
    const { library, root } = await aLibrary({
      "Show/Season 1/Show S01E01.mkv": "one",
      "Show/Season 1/Show S01E02.mkv": "two",
    });
    await scan(library);
    const path = join(root, "Show/Season 1/Show S01E02.mkv");
    rmSync(path);
    expect(await scan(library)).toMatchObject({ missing: 1 });
    expect(await listed(library, root)).toEqual([
      "1x01 Show/Season 1/Show S01E01.mkv",
      "1x02 Show/Season 1/Show S01E02.mkv missing",
    ]);
    expect(only(await shows(library)).missingAt).toBeNull();
    rmSync(join(root, "Show"), { recursive: true });
    writeBelow(root, "Other/Other S01E01.mkv", "other");
    await scan(library);
    const show = (await shows(library)).find((row) => row.directoryPath === join(root, "Show"));
    expect(show?.missingAt).not.toBeNull();
    writeBelow(root, "Show/Season 1/Show S01E01.mkv", "one");
    const report = await scan(library);
    expect(report.changes).toEqual([{ kind: "returned", path: join(root, "Show/Season 1/Show S01E01.mkv") }]);
    expect((await shows(library)).every((row) => row.missingAt === null)).toBe(true);
  });

  test("takes over a changed NFO where nothing is locked", async () => {
    const { library, root } = await aLibrary({
      "Dark/tvshow.nfo": showNfo(),
      "Dark/Dark S01E01.mkv": "one",
      "Dark/Dark S01E01.nfo": episodeNfo("First", 1),
    });
    await scan(library);
    const episode = only(await episodesOf(library));
    await db.update(episodes).set({ plot: "Mine", plotLocked: true }).where(eq(episodes.id, episode.id));
    const later = new Date(Date.now() + 5000);
    writeFileSync(join(root, "Dark/Dark S01E01.nfo"), episodeNfo("Better", 1).replace("Told.", "Told anew."));
    writeFileSync(
      join(root, "Dark/tvshow.nfo"),
      showNfo().replace("Mystery", "Drama").replace("A child", "Two children"),
    );
    for (const name of ["Dark S01E01.nfo", "tvshow.nfo"]) utimesSync(join(root, "Dark", name), later, later);
    await scan(library);
    expect(only(await episodesOf(library))).toMatchObject({ title: "Better", plot: "Mine" });
    const show = only(await shows(library));
    expect(show).toMatchObject({ plot: "Two children is gone." });
    const names = await db
      .select({ name: genres.name })
      .from(seriesGenres)
      .innerJoin(genres, eq(genres.id, seriesGenres.genreId))
      .where(eq(seriesGenres.seriesId, show.id));
    expect(names).toEqual([{ name: "Drama" }]);
  });

  test("locks what lockdata and lockedfields name", async () => {
    const { library } = await aLibrary({
      "Dark/tvshow.nfo": showNfo("<lockedfields>Name|Genres|Unheard</lockedfields>"),
      "Dark/Dark S01E01.mkv": "one",
      "Dark/Dark S01E01.nfo": episodeNfo("First", 1, "<lockdata>true</lockdata>"),
    });
    await scan(library);
    expect(only(await shows(library))).toMatchObject({ titleLocked: true, genresLocked: true, plotLocked: false });
    expect(only(await episodesOf(library))).toMatchObject({ titleLocked: true, plotLocked: true, airDateLocked: true });
  });
});

/** Every row of a library's shows, and what scans of it wrote beside its record. */
async function snapshot(library: Library) {
  const rows = await shows(library);
  const ids = rows.map((row) => row.id);
  return {
    rows,
    seasons: inOrder(await db.select().from(seasons).where(inArray(seasons.seriesId, ids))),
    episodes: await episodesOf(library),
    parts: await db.select().from(mediaParts).orderBy(mediaParts.id),
    changes: await db.$count(fieldChanges),
    jobs: await db.$count(jobs),
    runs: (await db.select().from(scanRuns).where(eq(scanRuns.libraryId, library.id))).map((run) => run.status)[0],
  };
}
