import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, collections, crew, episodes, genres, movies, ratings, series, tags } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

/** PostgreSQL cannot pack it into an index: hardly a character stands twice. */
const long = Array.from({ length: 5_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join("");

const streams = (inner: string) => `<fileinfo><streamdetails>${inner}</streamdetails></fileinfo>`;
const element = (name: string) => (value: string) => `<${name}>${value}</${name}>`;
const all = (names: string) => names.split(" ").map(element);

/** Everything that is read as a number, by where it stands; each is tried in every kind of NFO. */
const numbers: ((value: string) => string)[] = [
  ...all(
    "year runtime userrating top250 playcount season episode seasonnumber episodenumberend displayseason displayepisode " +
      "displayafterseason airsbefore_season airsbefore_episode airsafter_season premiered aired dateadded tmdbid tvdbid " +
      "imdbid id criticrating",
  ),
  (value) => `<rating>${value}</rating><votes>${value}</votes>`,
  (value) => `<rating>7</rating><votes>${value}</votes>`,
  (value) =>
    `<ratings><rating name="imdb" max="${value}"><value>${value}</value><votes>${value}</votes></rating></ratings>`,
  (value) => `<ratings><rating name="imdb" max="${value}"><value>5</value></rating></ratings>`,
  (value) => `<set tmdbcolid="${value}"><name>Set ${value}</name></set>`,
  (value) => `<set><name>Own ${value}</name><tmdbcolid>${value}</tmdbcolid></set>`,
  ...["tmdbcolid", "tmdbCollectionId", "collectionnumber"].map(
    (name) => (value: string) => `<set>${name} ${value}</set><${name}>${value}</${name}>`,
  ),
  ...["tmdbSet", "tmdb", "tvdb", "imdb"].map(
    (type) => (value: string) => `<set>${type} ${value}</set><uniqueid type="${type}">${value}</uniqueid>`,
  ),
  (value) => `<actor><name>Somebody</name><order>${value}</order></actor>`,
  (value) => `<namedseason number="${value}">Name</namedseason>`,
  (value) => `<thumb aspect="poster" type="season" season="${value}">https://example.org/a.jpg</thumb>`,
  (value) =>
    streams(
      `<video><width>${value}</width><height>${value}</height><aspect>${value}</aspect><framerate>${value}</framerate>` +
        `<bitrate>${value}</bitrate><durationinseconds>${value}</durationinseconds></video>` +
        `<audio><channels>${value}</channels><bitrate>${value}</bitrate><samplingrate>${value}</samplingrate></audio>`,
    ),
];
const tooLarge = "99999999999";
const oddNumbers = ["-99999999999", "1e400", "12.5", "NaN", "Infinity", "9".repeat(400)];

const texts: ((value: string) => string)[] = [
  ...all(
    "title originaltitle sorttitle showtitle plot outline tagline mpaa status trailer genre country studio tag director " +
      "credits set dateadded lockedfields lastplayed certification unknown premiered year",
  ),
  (value) => `<actor><name>${value}</name><role>${value}</role><thumb>https://example.org/${value}</thumb></actor>`,
  (value) => `<actor><name>A</name><role>${value}</role></actor><actor><name>A</name><role>B${value}</role></actor>`,
  (value) => `<set><name>N${value}</name><overview>${value}</overview></set>`,
  (value) => `<ratings><rating name="${value}"><value>5</value></rating></ratings>`,
  (value) => `<uniqueid type="${value}">${value}</uniqueid>`,
  (value) => `<thumb aspect="${value}">https://example.org/${value}</thumb>`,
  (value) => `<namedseason number="1">${value}</namedseason>`,
  (value) => streams(`<video><codec>${value}</codec></video><subtitle><language>${value}</language></subtitle>`),
  // Folding makes eighteen letters of this one.
  () =>
    `<title>${"ﷺ".repeat(5_000)}</title><actor><name>${"ﷺ".repeat(400)}</name></actor><genre>${"𠀀".repeat(900)}</genre>`,
  () => `<title>${"1 ".repeat(200_000)}</title>`,
];

/** A number that is too large stands alone; the others together, and one by one in the long tier. */
const inners = [
  ...numbers.map((make) => make(tooLarge)),
  ...oddNumbers.flatMap((value) => {
    const each = numbers.map((make) => make(value));
    return process.env.FAULTS ? each : [each.join("")];
  }),
  ...texts.map((make) => make(long)),
];
const fill = (template: (at: number, inner: string) => [string, string][]) =>
  Object.fromEntries(inners.flatMap((inner, at) => template(at, inner)));
const films = fill((at, inner) => [
  [`Film ${at}/Film ${at}.mkv`, String(at)],
  [`Film ${at}/Film ${at}.nfo`, `<movie>${inner}</movie>`],
]);
/** One show for each NFO of a show and its season, and one show of all the episodes. */
const shows = {
  ...fill((at, inner) => [
    [`Show ${at}/tvshow.nfo`, `<tvshow>${inner}</tvshow>`],
    [`Show ${at}/Season 1/season.nfo`, `<season>${inner}</season>`],
    [`Show ${at}/Season 1/Show ${at} S01E01.mkv`, String(at)],
  ]),
  ...fill((at, inner) => [
    [`Whole/Season 1/Whole S01E${at + 1}.mkv`, String(at)],
    [`Whole/Season 1/Whole S01E${at + 1}.nfo`, `<episodedetails>${inner}</episodedetails>`],
  ]),
};

const isNfo = ([path]: [string, string]) => path.endsWith(".nfo");
const pick = (files: Record<string, string>, wanted: boolean) =>
  Object.fromEntries(Object.entries(files).filter((file) => isNfo(file) === wanted));

const longest = (values: readonly (string | null)[]) => Math.max(...values.map((value) => value?.length ?? 0));

const scan = (library: Library) => scanLibrary(db, { libraryId: library.id });

/** Every series and every episode, under names that were cut. */
async function expectShows(library: Library) {
  const rows = await db.select().from(series).where(eq(series.libraryId, library.id));
  expect(rows).toHaveLength(inners.length + 1);
  expect(longest(rows.map(({ title }) => title))).toBe(500);
  const found = await db
    .select({ title: episodes.title })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, library.id));
  expect(found).toHaveLength(2 * inners.length);
  expect(longest(found.map(({ title }) => title))).toBe(500);
}

describe("S8: numbers and names that no film or series can have", () => {
  test("S8: every film of such NFO files is there", async () => {
    const { library } = await home.library(db, { type: "movie", files: films });
    await scan(library);
    const rows = await db.select().from(movies).where(eq(movies.libraryId, library.id));
    expect(rows).toHaveLength(inners.length);
    expect(longest(rows.map(({ title }) => title))).toBe(500);
  });

  test("S8: every series and episode is there", async () => {
    const { library } = await home.library(db, { type: "tv", files: shows });
    await scan(library);
    await expectShows(library);
  });

  test("S8: every series and episode stays when such NFO files come later", async () => {
    const { library, root } = await home.library(db, { type: "tv", files: pick(shows, false) });
    await scan(library);
    for (const [path, content] of Object.entries(pick(shows, true))) writeBelow(root, path, content);
    await scan(library);
    await expectShows(library);
  });

  test("S8: names were cut where they are kept", async () => {
    for (const table of [genres, tags, actors, crew, collections]) {
      const names = await db.select({ name: table.name }).from(table);
      expect(longest(names.map(({ name }) => name))).toBe(500);
    }
    expect(longest((await db.select().from(ratings)).map(({ source }) => source))).toBe(500);
  });
});
