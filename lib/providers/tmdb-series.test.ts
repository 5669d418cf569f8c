import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { startStandIn } from "./testing.ts";
import { openTmdb } from "./tmdb.ts";

const seasonCount = 30;
const translation = (language: string, data: object) => ({ iso_639_1: language, iso_3166_1: "XX", data });

/** A long show: nine episodes a season, specials among them, German texts in part, one French. */
const show = {
  id: 7,
  name: "長い話",
  original_name: "長い話",
  original_language: "ja",
  overview: "",
  status: "Canceled",
  first_air_date: "1990-01-02",
  episode_run_time: [],
  created_by: [{ id: 70, name: "A Creator" }],
  seasons: Array.from({ length: seasonCount + 1 }, (_, number) => ({
    id: 100 + number,
    season_number: number,
    name: number === 0 ? "Specials" : `Season ${number}`,
    poster_path: "/season.jpg",
    episode_count: 9,
  })),
  content_ratings: { results: [{ iso_3166_1: "US", rating: "TV-14" }] },
  translations: {
    translations: [
      translation("de", { name: "", overview: "", tagline: "" }),
      translation("fr", { name: "Une longue histoire", overview: "" }),
      translation("en", { name: "A Long Story", overview: "It goes on.", tagline: "" }),
      translation("ja", { name: "", overview: "続く", tagline: "終わらない" }),
    ],
  },
  aggregate_credits: {
    cast: [
      { id: 2, name: "Second", order: 1, roles: [] },
      { id: 1, name: "First", order: 0, roles: [{ character: "A" }, { character: "B" }, { character: "A" }] },
    ],
    crew: [{ id: 3, name: "Third", department: "Writing", jobs: [{ job: "Writer" }, { job: "Story" }] }],
  },
  episode_groups: {
    results: [
      { id: "g2", name: "All of it", type: 2 },
      { id: "g3", name: "DVD Order", type: 3 },
    ],
  },
};

/** German knows the titles of season 1 only; English all of them. */
const episodeOf = (season: number, number: number, language: string) => ({
  id: season * 100 + number,
  season_number: season,
  episode_number: number,
  name: language === "en" ? `Story ${season}.${number}` : season === 1 ? `Geschichte ${number}` : `Folge ${number}`,
  overview: language === "en" || season === 1 ? `${language} ${number}` : "",
  air_date: number === 9 ? "1990" : `1990-01-0${number}`,
  still_path: "/still.jpg",
  vote_average: 8,
  vote_count: 3,
  guest_stars: [{ id: 9, name: "A Guest", character: "Guest", order: 500 }],
  crew: [{ id: 3, name: "Third", job: "Writer", department: "Writing" }],
});

const pagesOf = (url: URL) => ({
  results: [{ id: Number(url.searchParams.get("page")), adult: false }, { id: 99 }],
  page: Number(url.searchParams.get("page")),
  total_pages: 11,
});

let db: Db;
let standIn: Awaited<ReturnType<typeof startStandIn>>;

beforeAll(async () => {
  db = await testDb();
  standIn = await startStandIn(
    {
      "/tv/7": ({ url }) => {
        const parts = url.searchParams.get("append_to_response")?.split(",") ?? [];
        const language = url.searchParams.get("language") ?? "";
        const numbers = parts.flatMap((part) => (part.startsWith("season/") ? [Number(part.slice(7))] : []));
        const episodes = (season: number) =>
          Array.from({ length: 9 }, (_, index) => episodeOf(season, index + 1, language));
        const seasons = numbers.map((number) => [
          `season/${number}`,
          { season_number: number, episodes: episodes(number) },
        ]);
        return { ...show, ...Object.fromEntries(seasons) };
      },
      "/tv/episode_group/g2": () => ({
        id: "g2",
        type: 2,
        groups: [
          { order: 0, episodes: [{ ...episodeOf(1, 3, "en"), guest_stars: undefined, order: 0 }] },
          { order: 1, episodes: [2, 1].map((number, order) => ({ ...episodeOf(1, number, "en"), order })) },
        ],
      }),
      "/search/tv": () => ({
        results: [{ id: 7, name: "A Long Story", first_air_date: "1990-01-02", origin_country: ["JP"] }],
      }),
      "/find/tt0000007": () => ({ movie_results: [], tv_results: [{ id: 7, name: "A Long Story" }] }),
      "/movie/changes": ({ url }) => pagesOf(url),
      "/tv/changes": ({ url }) => pagesOf(url),
      "/person/changes": ({ url }) => pagesOf(url),
      "/person/5": () => ({
        id: 5,
        name: "Somebody",
        biography: "",
        birthday: "1950",
        external_ids: { imdb_id: "nm0000005" },
        images: {
          profiles: [
            { file_path: "/worse.jpg", vote_average: 1 },
            { file_path: "/better.jpg", vote_average: 5 },
          ],
        },
        translations: { translations: [translation("en", { biography: "Was born." })] },
      }),
    },
    { status_code: 34 },
  );
});
beforeEach(async () => {
  standIn.asked.length = 0;
  await db.delete(providerCache);
});

const tmdb = () =>
  openTmdb(db, { apiKey: "0123456789abcdef", baseUrl: standIn.baseUrl, ratePerSecond: 1_000, firstWaitMs: 1 });
const ids = { tmdb: 7, tvdb: null, imdb: null, tvmaze: null };
const german = { language: "de", region: "DE", fallbacks: ["fr"] };

describe("series of TMDB", () => {
  test("are found by title and by another id", async () => {
    const provider = await tmdb();
    const hit = { providerId: 7, ids, title: "A Long Story" };
    expect(await provider.searchSeries({ title: "A Long Story", year: 1990, ...german })).toMatchObject([
      { ...hit, year: 1990, country: "JP" },
    ]);
    expect(standIn.asked[0]).toContain("first_air_date_year=1990");
    expect(await provider.findSeriesByOtherId({ source: "imdb", id: "tt0000007", ...german })).toMatchObject([hit]);
  });

  test("come with everything in one request, in the best language there is", async () => {
    const series = await (await tmdb()).findSeries({ ids, ...german });
    expect(standIn.asked).toHaveLength(1);
    expect(series).toMatchObject({
      fields: {
        title: "Une longue histoire",
        plot: "It goes on.",
        tagline: "終わらない",
        originalTitle: "長い話",
        status: "cancelled",
        year: 1990,
        runtimeMinutes: null,
        contentRating: "US:TV-14",
      },
      certifications: [{ region: "US", certification: "TV-14" }],
      cast: [
        { name: "First", role: "A / B", order: 1 },
        { name: "Second", role: null, order: 2 },
      ],
      orders: [
        { id: "aired", label: "Aired order" },
        { id: "tmdb:g2", label: "All of it (absolute)" },
        { id: "tmdb:g3", label: "DVD Order" },
      ],
    });
    expect(series?.crew.map(({ name, job }) => `${name}: ${job}`)).toEqual([
      "A Creator: Creator",
      "Third: Writer",
      "Third: Story",
    ]);
    expect(series?.seasons[1]).toMatchObject({ seasonNumber: 1, artwork: [{ assetType: "poster" }] });
  });

  test("of thirty seasons cost three requests, and two more for what a language lacks", async () => {
    const provider = await tmdb();
    const english = await provider.listEpisodes({ ids, order: "aired", language: "en", region: "US" });
    expect(standIn.asked).toHaveLength(3);
    expect(english).toHaveLength(31 * 9);
    expect(english?.find(({ seasonNumber }) => seasonNumber === 0)?.absoluteNumber).toBeNull();
    expect(english?.at(-1)).toMatchObject({ seasonNumber: 30, absoluteNumber: 270, airDate: null });
    expect(english?.[9]).toMatchObject({
      ids: { tmdb: 101 },
      guests: [{ name: "A Guest", role: "Guest", order: 1 }],
      crew: [{ job: "Writer" }],
      artwork: [{ assetType: "thumb" }],
      ratings: [{ source: "themoviedb", value: 8, votes: 3 }],
    });

    standIn.asked.length = 0;
    const episodes = await provider.listEpisodes({ ids, order: "aired", language: "de", region: "DE" });
    // The series, two for German, and English is still in hand but for a season that needs no English.
    expect(standIn.asked.filter((path) => path.includes("language=de"))).toHaveLength(3);
    expect(standIn.asked.some((path) => path.includes("language=en") && path.includes("season%2F1%2C"))).toBe(false);
    const titleOf = (season: number) => episodes?.find(({ seasonNumber }) => seasonNumber === season)?.title;
    expect([titleOf(1), titleOf(2)]).toEqual(["Geschichte 1", "Story 2.1"]);
  });

  test("have their episodes at the places of a group, with the guests that the group does not tell", async () => {
    const episodes = await (await tmdb()).listEpisodes({ ids, order: "tmdb:g2", language: "en", region: "US" });
    const placed = episodes?.map((episode) => [
      episode.ids.tmdb,
      `${episode.seasonNumber}x${episode.episodeNumber}`,
      episode.absoluteNumber,
      episode.guests.length,
    ]);
    expect(placed).toEqual([
      [103, "0x1", null, 1],
      [102, "1x1", 1, 1],
      [101, "1x2", 2, 1],
    ]);
  });

  test("that TMDB does not have, and orders that a series does not have, are undefined", async () => {
    const provider = await tmdb();
    const gone = { ids: { ...ids, tmdb: 8 }, language: "en", region: "US" };
    expect(await provider.findSeries(gone)).toBeUndefined();
    expect(await provider.listEpisodes({ ...gone, order: "aired" })).toBeUndefined();
    expect(await provider.listEpisodes({ ids, order: "tmdb:none", language: "en", region: "US" })).toBeUndefined();
  });
});

test.each(["movie", "series", "person"] as const)(
  "what changed (%s) is read page by page and never kept",
  async (kind) => {
    const provider = await tmdb();
    const longAgo = new Date(Date.now() - 100 * 24 * 3_600_000);
    const changed = await provider.listChangedIds({ kind, since: longAgo });
    expect([...changed].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99]);
    const query = new URL(`http://x${standIn.asked[0]?.split(" ")[1]}`).searchParams;
    const days = Date.parse(query.get("end_date") ?? "") - Date.parse(query.get("start_date") ?? "");
    expect(days / (24 * 3_600_000)).toBe(14);
    expect(await db.select().from(providerCache)).toHaveLength(0);
  },
);

test("a person is described in the best language there is", async () => {
  const person = await (await tmdb()).findPerson({ id: 5, language: "de", region: "DE" });
  expect(person).toMatchObject({
    imdbId: "nm0000005",
    biography: "Was born.",
    birthday: null,
    imageUrl: "https://image.tmdb.org/t/p/original/better.jpg",
  });
});
