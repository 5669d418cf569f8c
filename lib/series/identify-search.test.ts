import { expect, test } from "vitest";
import { testDb } from "#db/testing.ts";
import type { SeriesProvider } from "#lib/providers/provider.ts";
import { readSeriesSearch, searchSeriesMatches } from "./identify-search.ts";
import { aShow } from "./testing.ts";

test.each([
  ["https://www.themoviedb.org/tv/1396-breaking-bad?language=de", { kind: "id", source: "tmdb", id: 1396 }],
  ["tmdb: 1396", { kind: "id", source: "tmdb", id: 1396 }],
  ["https://thetvdb.com/dereferrer/series/81189", { kind: "id", source: "tvdb", id: 81189 }],
  ["https://thetvdb.com/?tab=series&id=81189", { kind: "id", source: "tvdb", id: 81189 }],
  ["https://thetvdb.com/series/the-office-us", { kind: "title", title: "the office us", year: null }],
  ["https://www.tvmaze.com/shows/169/breaking-bad", { kind: "id", source: "tvmaze", id: 169 }],
  ["https://www.imdb.com/title/tt0903747/", { kind: "imdb", id: "tt0903747" }],
  ["{tmdb-1396}", { kind: "id", source: "tmdb", id: 1396 }],
  ["[tvdbid-81189]", { kind: "id", source: "tvdb", id: 81189 }],
  ["Breaking Bad {imdb-tt0903747}", { kind: "imdb", id: "tt0903747" }],
  ["Ghosts (2019)", { kind: "title", title: "Ghosts", year: 2019 }],
  ["24", { kind: "title", title: "24", year: null }],
])("%j is read as %j", (text, search) => {
  expect(readSeriesSearch(text)).toEqual(search);
});

const nothing = () => Promise.resolve([]);
const noSeries: SeriesProvider = {
  name: "tmdb",
  label: "TMDB",
  testConnection: () => Promise.resolve({ ok: true, message: "" }),
  searchSeries: nothing,
  findSeriesByOtherId: nothing,
  findSeries: () => Promise.resolve(undefined),
  listEpisodes: nothing,
};
const matrix = {
  provider: "tmdb",
  providerId: 603,
  title: "The Matrix",
  originalTitle: null,
  year: 1999,
  runtimeMinutes: 136,
  overview: null,
  posterUrl: null,
  popularity: 0,
  otherTitles: [],
} as const;

test("what is a film is said to be one, and what nobody knows finds nothing", async () => {
  const db = await testDb();
  const { seriesId } = await aShow(db);
  const search = (text: string, provider = noSeries) => searchSeriesMatches(db, [provider], { seriesId, text });
  const told = { field: "text", message: "This is a film, and here a series is looked for." };
  const imdb = "https://www.imdb.com/title/tt0133093/";

  await expect(search("https://www.themoviedb.org/movie/603-the-matrix")).rejects.toMatchObject(told);
  const knowsFilm: SeriesProvider = {
    ...noSeries,
    findMovies: () => Promise.resolve([{ ...matrix, otherTitles: [] }]),
  };
  await expect(search(imdb, knowsFilm)).rejects.toMatchObject(told);
  expect(await search(imdb)).toEqual([]);
});
