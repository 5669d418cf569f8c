import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import {
  assetCandidates,
  episodes,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  publishConflicts,
  recycleBin,
  seasons,
  series,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { fanartSize, jpeg, posterSize } from "#lib/artwork/testing.ts";
import { readNfoFile } from "#lib/files/nfo/read-file.ts";
import { publishLibrary } from "./publish-library.ts";
import { aPublishableShow, chooseFor, publishSeries, type TestShow, titleOf } from "./testing-show.ts";

const db = await testDb();
const shows: TestShow[] = [];
afterAll(async () => {
  await Promise.all(shows.map(({ root }) => rm(root, { recursive: true, force: true })));
});

async function aShowFor(library: Partial<typeof libraries.$inferInsert> = {}): Promise<TestShow> {
  const show = await aPublishableShow(db, { library });
  shows.push(show);
  return show;
}

/** Every file of the show that is no video, by its path below the show's folder. */
async function filesOf({ directoryPath }: TestShow): Promise<string[]> {
  const entries = await readdir(directoryPath, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".mkv"))
    .map((entry) => relative(directoryPath, join(entry.parentPath, entry.name)))
    .toSorted();
}

const publish = ({ seriesId }: TestShow) => publishSeries(db, { seriesId });
const textOf = ({ directoryPath }: TestShow, path: string) => readFile(join(directoryPath, path), "utf8");
const entitiesOf = async ({ directoryPath }: TestShow, path: string) =>
  (await readNfoFile(join(directoryPath, path))).document.entities;

const S1 = "Season 01/Dark Harbour S01";
const kodiFiles = [
  ".actors/Guest_Star_Jr.jpg",
  ".actors/Zoë_Saldaña.jpg",
  `${S1}E01-thumb.jpg`,
  `${S1}E01.nfo`,
  `${S1}E02-E03-thumb.jpg`,
  `${S1}E02-E03.nfo`,
  "Season 02/Dark Harbour S02E01-thumb.jpg",
  "Season 02/Dark Harbour S02E01.nfo",
  "Specials/Dark Harbour S00E01-thumb.jpg",
  "Specials/Dark Harbour S00E01.nfo",
  "fanart.jpg",
  "fanart1.jpg",
  "poster.jpg",
  "season-all-poster.jpg",
  "season-specials-poster.jpg",
  "season01-poster.jpg",
  "season02-poster.jpg",
  "tvshow.nfo",
];

describe("a series", () => {
  test("is published for Kodi with its seasons, specials, episodes and people, and a second time changes nothing", async () => {
    const show = await aShowFor();
    const done = await publish(show);
    expect(await filesOf(show)).toEqual(kodiFiles);
    expect(done).toMatchObject({ nfoWritten: 5, artworkWritten: 13, isChanged: true });
    expect(await publish(show)).toMatchObject({ isChanged: false, plan: { conflicts: [], problems: [], forget: [] } });
    const [row] = await db.select().from(series).where(eq(series.id, show.seriesId));
    expect(row).toMatchObject({ publishedVersion: row?.version });
    expect(row?.lastPublishedAt).not.toBeNull();
  });

  test("tells of itself in tvshow.nfo, and of each episode of a file in a root of its own", async () => {
    const show = await aShowFor();
    await publish(show);
    const [head] = await entitiesOf(show, "tvshow.nfo");
    expect(head).toMatchObject({
      title: "Dark Harbour",
      plot: "A town & its secrets.",
      premiered: "2019-03-01",
      status: "Ended",
      mpaa: "TV-14",
      genres: ["Drama"],
      studios: ["North Pictures"],
      namedSeasons: [{ number: 1, name: "The Fog" }],
      actors: [{ name: "Zoë Saldaña", role: "Inga", order: 0 }],
    });
    expect(head?.uniqueIds).toEqual([
      { type: "tvdb", value: "801001", default: true },
      { type: "tmdb", value: "901001", default: false },
      { type: "imdb", value: "tt7654321", default: false },
    ]);
    expect(await textOf(show, "tvshow.nfo")).toContain(
      '<episodeguide>{"tvdb":"801001","tmdb":"901001","imdb":"tt7654321"}</episodeguide>',
    );
    const both = await entitiesOf(show, `${S1}E02-E03.nfo`);
    expect(both.map(({ title, season, episode, showTitle }) => [title, season, episode, showTitle])).toEqual([
      ["Part 2", 1, 2, "Dark Harbour"],
      ["Part 3", 1, 3, "Dark Harbour"],
    ]);
    const [first] = await entitiesOf(show, `${S1}E01.nfo`);
    expect(first).toMatchObject({ aired: "2019-03-01", actors: [{ name: "Guest Star Jr", role: "Visitor" }] });
  });

  test.each([
    [
      "jellyfin",
      [
        `${S1}E01-thumb.jpg`,
        `${S1}E01.nfo`,
        `${S1}E02-E03-thumb.jpg`,
        `${S1}E02-E03.nfo`,
        "Season 01/season.nfo",
        "Season 02/Dark Harbour S02E01-thumb.jpg",
        "Season 02/Dark Harbour S02E01.nfo",
        "Season 02/season.nfo",
        "Specials/Dark Harbour S00E01-thumb.jpg",
        "Specials/Dark Harbour S00E01.nfo",
        "Specials/season.nfo",
        "backdrop.jpg",
        "backdrop1.jpg",
        "poster.jpg",
        "season-specials-poster.jpg",
        "season01-poster.jpg",
        "season02-poster.jpg",
        "tvshow.nfo",
      ],
    ],
    [
      "plex",
      [
        `${S1}E01.jpg`,
        `${S1}E02-E03.jpg`,
        "Season 02/Dark Harbour S02E01.jpg",
        "Specials/Dark Harbour S00E01.jpg",
        "Specials/season-specials-poster.jpg",
        "fanart-2.jpg",
        "fanart.jpg",
        "poster.jpg",
        "season01.jpg",
        "season02.jpg",
      ],
    ],
  ] as const)("has %s's names after the profile was switched, and nothing else was touched", async (profile, names) => {
    const show = await aShowFor();
    await publish(show);
    await writeFile(join(show.directoryPath, "notes.txt"), "mine");
    await db.update(libraries).set({ profile }).where(eq(libraries.id, show.libraryId));
    const done = await publish(show);
    expect(await filesOf(show)).toEqual([...names, "notes.txt"].toSorted());
    expect(done.plan.write.filter(({ kind }) => kind !== "nfo")).toEqual([]);
    expect(await publish(show)).toMatchObject({ isChanged: false });
    await db.update(libraries).set({ profile: "kodi" }).where(eq(libraries.id, show.libraryId));
    await publish(show);
    expect(await filesOf(show)).toEqual([...kodiFiles, "notes.txt"].toSorted());
  });

  test("keeps its files with an episode whose file got another name", async () => {
    const show = await aShowFor();
    await publish(show);
    const [before, after] = ["E01.mkv", "E01 2160p.mkv"].map((name) => join(show.directoryPath, `${S1}${name}`));
    await rename(before ?? "", after ?? "");
    await db
      .update(episodes)
      .set({ filePath: after ?? "" })
      .where(eq(episodes.filePath, before ?? ""));
    expect(await publish(show)).toMatchObject({ renamed: 2, nfoWritten: 0, artworkWritten: 0 });
    expect(await filesOf(show)).toEqual(kodiFiles.map((name) => name.replace("S01E01", "S01E01 2160p")).toSorted());
  });

  test("puts what Metarr did not write into the recycle bin before it takes its name", async () => {
    const show = await aShowFor();
    await writeFile(join(show.directoryPath, "tvshow.nfo"), "<tvshow><title>Theirs</title><mine>kept</mine></tvshow>");
    await writeFile(join(show.directoryPath, "poster.png"), await jpeg(99, posterSize));
    expect(await publish(show)).toMatchObject({ recycled: 2 });
    const text = await textOf(show, "tvshow.nfo");
    expect(text).toContain("<title>Dark Harbour</title>");
    expect(text).toContain("<mine>kept</mine>");
    const rows = await db.select().from(recycleBin).where(eq(recycleBin.entityId, show.seriesId));
    expect(rows.filter(({ entityType }) => entityType === "series")).toHaveLength(2);
  });
});

describe("what was changed outside", () => {
  test("in the NFO of the show and of one of two episodes is taken over and locked", async () => {
    const show = await aShowFor();
    await publish(show);
    const change = async (path: string, from: string, to: string) =>
      writeFile(join(show.directoryPath, path), (await textOf(show, path)).replace(from, to));
    await change("tvshow.nfo", "<title>Dark Harbour</title>", "<title>Dark Haven</title>");
    await change(`${S1}E02-E03.nfo`, "<title>Part 3</title>", "<title>The Third</title>");
    expect(await publish(show)).toMatchObject({ plan: { conflicts: [] } });
    expect(await titleOf(db, show.seriesId)).toBe("Dark Haven");
    const third = await db.select().from(episodes).where(eq(episodes.title, "The Third"));
    expect(third).toMatchObject([{ episodeNumber: 3, titleLocked: true }]);
    const second = (await entitiesOf(show, `${S1}E02-E03.nfo`)).map(({ title }) => title);
    expect(second).toEqual(["Part 2", "The Third"]);
    expect(await publish(show)).toMatchObject({ isChanged: false });
  });

  test("in a locked field waits for a person, and the file stays", async () => {
    const show = await aShowFor();
    await db.update(series).set({ titleLocked: true }).where(eq(series.id, show.seriesId));
    await publish(show);
    const path = join(show.directoryPath, "tvshow.nfo");
    const theirs = (await readFile(path, "utf8")).replace("<title>Dark Harbour</title>", "<title>Other</title>");
    await writeFile(path, theirs);
    const done = await publish(show);
    expect(done.plan.conflicts).toMatchObject([{ path, kind: "nfo" }]);
    expect(await readFile(path, "utf8")).toBe(theirs);
    const open = and(eq(publishConflicts.entityType, "series"), eq(publishConflicts.entityId, show.seriesId));
    expect(await db.select().from(publishConflicts).where(open)).toMatchObject([
      { path, reason: expect.stringContaining("Title") },
    ]);
    await writeFile(path, theirs.replace("<title>Other</title>", "<title>Dark Harbour</title>"));
    await publish(show);
    expect(await db.select().from(publishConflicts).where(open)).toEqual([]);
  });

  test.each(["season01-poster.jpg", `${S1}E01-thumb.jpg`, "fanart.jpg"])(
    "a picture, %s, becomes the chosen one and is locked",
    async (name) => {
      const show = await aShowFor();
      await publish(show);
      const bytes = await jpeg(87, name.includes("poster") ? posterSize : fanartSize);
      await writeFile(join(show.directoryPath, name), bytes);
      expect(await publish(show)).toMatchObject({ plan: { conflicts: [] }, recycled: 0 });
      expect(await readFile(join(show.directoryPath, name))).toEqual(bytes);
      const chosen = await db.select().from(assetCandidates).where(eq(assetCandidates.provider, "local"));
      expect(chosen.filter(({ isSelected, userLocked }) => isSelected && userLocked).length).toBeGreaterThan(0);
      expect(await publish(show)).toMatchObject({ isChanged: false });
    },
  );

  test("a picture of a locked type waits for a person", async () => {
    const show = await aShowFor();
    await publish(show);
    await db
      .update(seasons)
      .set({ posterLocked: true })
      .where(eq(seasons.id, show.seasonIds.get(1) ?? 0));
    const path = join(show.directoryPath, "season01-poster.jpg");
    const bytes = await jpeg(88, posterSize);
    await writeFile(path, bytes);
    expect((await publish(show)).plan.conflicts).toMatchObject([{ path, resolution: "ask" }]);
    expect(await readFile(path)).toEqual(bytes);
  });

  test("a picture goes to the recycle bin where the library restores its own", async () => {
    const show = await aShowFor({ publishing: { artworkPolicy: "restore" } });
    await publish(show);
    const path = join(show.directoryPath, "poster.jpg");
    const before = await readFile(path);
    await writeFile(path, await jpeg(89, posterSize));
    expect(await publish(show)).toMatchObject({ recycled: 1, artworkWritten: 1 });
    expect(await readFile(path)).toEqual(before);
  });
});

test("a library of series is published series by series, and only what was chosen changes after that", async () => {
  const show = await aShowFor();
  expect(await publishLibrary(db, { libraryId: show.libraryId })).toMatchObject({
    items: 1,
    published: 1,
    nfoWritten: 5,
  });
  await chooseFor(db, {
    entityType: "series",
    entityId: show.seriesId,
    type: "banner",
    bytes: await jpeg(90, { width: 1000, height: 185 }),
  });
  await db.update(series).set({ tagline: "New" }).where(eq(series.id, show.seriesId));
  const only = new Set([join(show.directoryPath, "banner.jpg")]);
  expect(await publishSeries(db, { seriesId: show.seriesId, only })).toMatchObject({
    nfoWritten: 0,
    artworkWritten: 1,
  });
  expect(await textOf(show, "tvshow.nfo")).not.toContain("New");
  expect(await publish(show)).toMatchObject({ nfoWritten: 1, artworkWritten: 0 });
  const records = await db
    .select()
    .from(libraryImageFiles)
    .where(eq(libraryImageFiles.filePath, join(show.directoryPath, "banner.jpg")));
  expect(records).toMatchObject([{ kind: "banner" }]);
  const nfos = await db.select().from(libraryNfoFiles).where(eq(libraryNfoFiles.entityType, "episode"));
  expect(nfos.length).toBeGreaterThanOrEqual(5);
});
