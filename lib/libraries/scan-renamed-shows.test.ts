import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, jobs, libraryNfoFiles, seasons, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { importOutsideChanges } from "#lib/publish/publish.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

type Place = { library: Library; root: string };
const aPlace = (files: Record<string, string>): Promise<Place> => home.library(db, { type: "tv", files });
const scan = ({ library }: Place) => scanLibrary(db, { libraryId: library.id });
function move({ root }: Place, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}
const only = <T>(rows: T[]): T => {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows`);
  return row;
};
const shows = ({ library }: Place) =>
  db.select().from(series).where(eq(series.libraryId, library.id)).orderBy(series.id);
const theShow = async (place: Place) => only(await shows(place));

describe("NFO files of a show whose folder is renamed", () => {
  const files = {
    "Ferry/tvshow.nfo": "<tvshow><title>Ferry</title><plot>Old.</plot><lockdata>true</lockdata></tvshow>",
    "Ferry/Season 1/season.nfo":
      "<season><title>Spring</title><plot>Old.</plot><seasonnumber>1</seasonnumber></season>",
    "Ferry/Season 1/Ferry S01E01.nfo":
      "<episodedetails><title>Away</title><plot>Old.</plot><season>1</season><episode>1</episode></episodedetails>",
    "Ferry/Season 1/Ferry S01E01.mkv": "one",
  };
  async function read(place: Place) {
    const show = await theShow(place);
    const season = only(await db.select().from(seasons).where(eq(seasons.seriesId, show.id)));
    const episode = only(await db.select().from(episodes).where(eq(episodes.seriesId, show.id)));
    const nfos = [];
    const owners = { series: show.id, season: season.id, episode: episode.id };
    for (const entityType of ["series", "season", "episode"] as const) {
      const isOf = and(eq(libraryNfoFiles.entityType, entityType), eq(libraryNfoFiles.entityId, owners[entityType]));
      nfos.push(...(await db.select().from(libraryNfoFiles).where(isOf)));
    }
    return { show, season, episode, nfos };
  }
  /** Values of a provider, a lock taken off, and NFO files that were published since. */
  async function goOn(place: Place) {
    await scan(place);
    const { show, season, episode, nfos } = await read(place);
    const newer = { plot: "Newer.", plotLocked: false };
    await db
      .update(series)
      .set({ ...newer, identificationStatus: "enriched" })
      .where(eq(series.id, show.id));
    await db.update(seasons).set(newer).where(eq(seasons.id, season.id));
    await db.update(episodes).set(newer).where(eq(episodes.id, episode.id));
    const published = { publishedAt: new Date(5_000), pending: { hash: "next", snapshot: null } };
    for (const { id } of nfos) await db.update(libraryNfoFiles).set(published).where(eq(libraryNfoFiles.id, id));
    return read(place);
  }

  test("are the same as before: they change nothing and stay published", async () => {
    const place = await aPlace(files);
    const before = await goOn(place);
    move(place, "Ferry", "Ferry (2001)");
    move(place, "Ferry (2001)/Season 1/Ferry S01E01.mkv", "Ferry (2001)/Season 1/Ferry - 1x01.mkv");
    move(place, "Ferry (2001)/Season 1/Ferry S01E01.nfo", "Ferry (2001)/Season 1/Ferry - 1x01.nfo");
    await scan(place);
    const after = await read(place);
    for (const kind of ["show", "season", "episode"] as const)
      expect(after[kind]).toMatchObject({ id: before[kind].id, plot: "Newer.", plotLocked: false });
    const moved = before.nfos.map((nfo) => ({
      ...nfo,
      path: nfo.path.replace("/Ferry/", "/Ferry (2001)/").replace("Ferry S01E01.nfo", "Ferry - 1x01.nfo"),
    }));
    expect(after.nfos).toEqual(moved);
  });

  test("that changed on the way are compared with what they said before", async () => {
    const place = await aPlace(files);
    const before = await goOn(place);
    move(place, "Ferry", "Ferry (2001)");
    for (const [path, content] of Object.entries(files)) {
      if (path.endsWith(".nfo"))
        writeBelow(
          place.root,
          path.replace("Ferry/", "Ferry (2001)/"),
          content.replace(/<title>\w+/, "<title>Changed"),
        );
    }
    await scan(place);
    const seriesId = before.show.id;
    const asked = await db.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.type, "nfo.import"));
    expect(asked).toContainEqual({ payload: { seriesId } });
    await importOutsideChanges(db, { entityType: "series", entityId: seriesId, follow: async () => {} });
    const after = await read(place);
    for (const kind of ["show", "season", "episode"] as const)
      expect(after[kind]).toMatchObject({ plot: "Newer.", plotLocked: false });
    // The NFO of the show had its title locked at the first reading.
    expect([after.show.title, after.season.title, after.episode.title]).toEqual(["Ferry", "Changed", "Changed"]);
    expect(after.nfos.map(({ id }) => id)).toEqual(before.nfos.map(({ id }) => id));
    expect(after.nfos.every(({ path }) => path.includes("/Ferry (2001)/"))).toBe(true);
  });
});

describe("an id that is written into the name of a show's folder", () => {
  const history = async (seriesId: number) =>
    (
      await db
        .select()
        .from(fieldChanges)
        .where(and(eq(fieldChanges.entityId, seriesId), eq(fieldChanges.entityType, "series")))
    )
      .filter(({ field, source }) => field.endsWith("Id") && source === "filename")
      .map(({ field, oldValue, newValue }) => [field, oldValue, newValue])
      .sort();
  /** A show as it stands after it was looked up, whose folder is then renamed. */
  async function renamed(to: string, row: Partial<typeof series.$inferInsert>, from = "Drak") {
    const place = await aPlace({ [`${from}/Season 1/S01E01.mkv`]: "one" });
    await scan(place);
    const { id } = await theShow(place);
    await db.update(series).set(row).where(eq(series.id, id));
    move(place, from, to);
    return { place, id };
  }

  test.each([
    ["a show nobody could tell", { identificationStatus: "needs_identification" }, [["tmdbId", null, 70523]]],
    [
      "an identified show that it says is another, with its other ids",
      { identificationStatus: "identified", tmdbId: 5, tvdbId: 6 },
      [
        ["tmdbId", 5, 70523],
        ["tvdbId", 6, null],
      ],
    ],
  ] as const)("is taken over by %s", async (_what, row, changes) => {
    const { place, id } = await renamed("Drak {tmdb-70523}", row);
    await scan(place);
    const now = { id, tmdbId: 70523, tvdbId: null, identificationStatus: "discovered", title: "Drak" };
    expect(await theShow(place)).toMatchObject(now);
    expect(await history(id)).toEqual(changes);
  });

  test("has a show looked up again that has the id already and was not told by it", async () => {
    const { place, id } = await renamed("Drak {tmdb-70523}", {
      identificationStatus: "needs_identification",
      tmdbId: 70523,
    });
    await scan(place);
    expect(await theShow(place)).toMatchObject({ tmdbId: 70523, identificationStatus: "discovered" });
    expect(await history(id)).toEqual([]);
  });

  test.each([
    ["a plain move", "TV/Drak {tmdb-70523}", "Drak {tmdb-70523}", { tmdbId: 9 }],
    ["the id it has", "Drak {tmdb-70523}", "Drak", { tmdbId: 70523, tvdbId: 6 }],
    ["a name without one", "Drak (2001)", "Drak {tmdb-70523}", { tmdbId: 70523 }],
  ])("changes nothing of an identified show: %s", async (_what, to, from, ids) => {
    const { place, id } = await renamed(to, { identificationStatus: "enriched", ...ids }, from);
    await scan(place);
    expect(await theShow(place)).toMatchObject({ id, identificationStatus: "enriched", ...ids });
    expect(await history(id)).toEqual([]);
  });

  test("does not count against the one a person gave", async () => {
    const { place, id } = await renamed("Drak {tmdb-70523}", { identificationStatus: "identified", tmdbId: 5 });
    await db
      .insert(fieldChanges)
      .values({ entityType: "series", entityId: id, field: "tmdbId", newValue: 5, source: "user" });
    await scan(place);
    expect(await theShow(place)).toMatchObject({ tmdbId: 5, identificationStatus: "identified" });
  });
});

describe("a show that is moved a file at a time, with a scan in between", () => {
  const names = ["S01E01", "S01E02", "S01E03"];
  /** Loose episodes of a show that a person edited, of which the first moved into a folder. */
  async function halfMoved(nfo?: string) {
    const place = await aPlace(Object.fromEntries(names.map((name) => [`Dark.${name}.1080p.mkv`, name])));
    await scan(place);
    const { id } = await theShow(place);
    await db.update(series).set({ plot: "Mine.", plotLocked: true }).where(eq(series.id, id));
    if (nfo) writeBelow(place.root, "Dark (2017)/tvshow.nfo", nfo);
    const next = async (name: string) => {
      move(place, `Dark.${name}.1080p.mkv`, `Dark (2017)/Season 1/Dark - ${name}.mkv`);
      expect(await scan(place)).toMatchObject({ added: 0, missing: 0 });
    };
    await next("S01E01");
    const [, young] = await shows(place);
    if (!young) throw new Error("No second show");
    return { place, id, young, next };
  }
  const episodesOf = (seriesId: number) => db.$count(episodes, eq(episodes.seriesId, seriesId));

  test("keeps its row at the end, with what a person did and what its NFO says", async () => {
    const { place, id, next } = await halfMoved(
      "<tvshow><title>Dark</title><plot>Told.</plot><tagline>When?</tagline></tvshow>",
    );
    await next("S01E02");
    await next("S01E03");
    const directoryPath = join(place.root, "Dark (2017)");
    const kept = { id, directoryPath, plot: "Mine.", plotLocked: true, tagline: "When?", missingAt: null };
    expect(await theShow(place)).toMatchObject(kept);
    expect(await episodesOf(id)).toBe(3);
    expect(await db.$count(seasons, eq(seasons.seriesId, id))).toBe(1);
    expect(await scan(place)).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
  });

  test.each([
    ["identified", { identificationStatus: "identified" }],
    ["locked", { titleLocked: true }],
  ] as const)("leaves the new row as it is once that is %s", async (_what, row) => {
    const { place, id, young, next } = await halfMoved();
    await db.update(series).set(row).where(eq(series.id, young.id));
    await next("S01E02");
    await next("S01E03");
    expect((await shows(place)).map((show) => [show.id, show.missingAt === null])).toEqual([
      [id, false],
      [young.id, true],
    ]);
    expect(await episodesOf(young.id)).toBe(3);
  });

  test("is not taken for a show that was there before", async () => {
    const place = await aPlace({ "Dark S01E01.mkv": "one", "Beta/Season 1/Beta S01E01.mkv": "other" });
    await scan(place);
    const ids = (await shows(place)).map(({ id }) => id);
    move(place, "Dark S01E01.mkv", "Beta/Season 1/Beta S01E02.mkv");
    await scan(place);
    expect((await shows(place)).map(({ id }) => id)).toEqual(ids);
    expect((await shows(place)).find(({ title }) => title === "Beta")?.missingAt).toBeNull();
  });
});
