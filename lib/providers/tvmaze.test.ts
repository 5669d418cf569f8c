import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { startHost, type TestHost } from "./testing-host.ts";
import { tvmazeAnswers, tvmazeMissing } from "./testing-wire.ts";
import { openTvmaze } from "./tvmaze.ts";

const choice = { language: "en", region: "US" };
const none = { tmdb: null, tvdb: null, imdb: null, tvmaze: null };
let db: Db;
let host: TestHost;

beforeAll(async () => {
  db = await testDb();
  host = await startHost(tvmazeAnswers, tvmazeMissing);
});
afterAll(() => host.close());
beforeEach(async () => {
  host.asked.length = 0;
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

const tvmaze = () => openTvmaze(db, { baseUrl: host.url, ratePerSecond: 50 });

test("a search gives what is needed to compare and to show, and passes over what is broken", async () => {
  expect(await (await tvmaze()).searchSeries({ title: "a series", year: 2008, ...choice })).toEqual([
    {
      provider: "tvmaze",
      providerId: 169,
      ids: { tmdb: null, tvdb: 81189, imdb: "tt0903747", tvmaze: 169 },
      title: "A Series",
      originalTitle: null,
      year: 2008,
      overview: "A Series is about a teacher & his pupil.\n\nIt ends.",
      posterUrl: "https://static.tvmaze.com/uploads/images/original_untouched/1/show.jpg",
      popularity: 98,
      otherTitles: [],
      country: "US",
      network: "AMC",
    },
  ]);
});

test.each([
  ["tvdb", "81189", [169]],
  ["imdb", "tt0903747", [169]],
  ["tvdb", "1", []],
] as const)("the id of %s %s is looked up, and its redirect followed", async (source, id, found) => {
  const hits = await (await tvmaze()).findSeriesByOtherId({ source, id, ...choice });
  expect(hits.map(({ providerId }) => providerId)).toEqual(found);
});

test("a series comes with cast, seasons, pictures and other titles in one request", async () => {
  const series = await (await tvmaze()).findSeries({ ids: { ...none, tvmaze: 169 }, ...choice });
  expect(host.asked).toHaveLength(1);
  expect(series).toMatchObject({
    ids: { tvdb: 81189, imdb: "tt0903747", tvmaze: 169 },
    fields: {
      status: "ended",
      firstAired: "2008-01-20",
      runtimeMinutes: 58,
      originalLanguage: "en",
      genres: ["Drama", "Crime"],
      countries: ["United States"],
      homepage: "http://www.example.org/series",
    },
    ratings: [{ source: "tvmaze", value: 9.2, max: 10, votes: null }],
    networks: ["AMC"],
    cast: [{ name: "Jane Doe", role: "The Teacher", order: 1 }],
    crew: [{ name: "John Roe", job: "Creator" }],
    titles: [
      { title: "Eine Serie", region: "DE" },
      { title: "The Series", region: null },
    ],
    orders: [{ id: "aired" }],
  });
  expect(series?.artwork).toMatchObject([
    { assetType: "poster", width: 680, height: 1000, language: "en" },
    { assetType: "fanart", width: 1920, height: 1080, language: null },
  ]);
  expect(series?.seasons).toMatchObject([
    { seasonNumber: 1, title: null, plot: "One.", airDate: "2008-01-20", artwork: [{ assetType: "poster" }] },
  ]);
});

test("a series is found by TVDB's or IMDb's id too, and a library in another language gets no English texts", async () => {
  const german = { language: "de", region: "DE", fallbacks: [] };
  const series = await (await tvmaze()).findSeries({ ids: { ...none, tvdb: 1, imdb: "tt0903747" }, ...german });
  expect(series).toMatchObject({ ids: { tvmaze: 169 }, fields: { title: "A Series", plot: null, genres: [] } });
  expect(await (await tvmaze()).findSeries({ ids: { ...none, imdb: "tt1" }, ...choice })).toBeUndefined();
  expect(await (await tvmaze()).findSeries({ ids: { ...none, tvmaze: 5 }, ...choice })).toBeUndefined();
});

test("episodes come in the aired order; specials are season 0, counted by air date", async () => {
  const provider = await tvmaze();
  const episodes = await provider.listEpisodes({ ids: { ...none, tvmaze: 169 }, order: "aired", ...choice });
  expect(episodes?.map(({ seasonNumber, episodeNumber, title }) => [seasonNumber, episodeNumber, title])).toEqual([
    [0, 1, "First special"],
    [0, 2, "Later special"],
    [1, 1, "Pilot"],
    [1, 2, "Second"],
  ]);
  expect(episodes?.[2]).toMatchObject({
    airDate: "2008-01-20",
    plot: "It begins.",
    ratings: [{ value: 8.3 }],
    artwork: [{ assetType: "thumb", language: null }],
  });
  expect(episodes?.[3]).toMatchObject({ airDate: null, runtimeMinutes: null, ratings: [], artwork: [] });
  expect(await provider.listEpisodes({ ids: { ...none, tvmaze: 169 }, order: "dvd", ...choice })).toBeUndefined();
});

test.each([
  [1, "/updates/shows?since=day", [169]],
  [3, "/updates/shows?since=day", [169, 170]],
  [48, "/updates/shows?since=week", [169, 170]],
  [24 * 10, "/updates/shows?since=month", [169, 170]],
  [24 * 90, "/updates/shows", [169, 170]],
])("what changed in %i hours is asked as shortly as the feed allows, and always anew", async (hours, path, ids) => {
  const since = new Date(Date.now() - hours * 3_600_000);
  const provider = await tvmaze();
  await provider.listChangedIds({ kind: "series", since });
  expect(await provider.listChangedIds({ kind: "series", since })).toEqual(new Set(ids));
  expect(host.asked).toEqual([path, path]);
  expect(await provider.listChangedIds({ kind: "movie", since })).toEqual(new Set());
});
