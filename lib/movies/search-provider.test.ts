import { expect, test } from "vitest";
import type { MovieProvider } from "#lib/providers/provider.ts";
import type { SeriesHit } from "#lib/providers/series.ts";
import { readFilmQuery, searchFilms } from "./search-provider.ts";

test.each([
  ["https://www.themoviedb.org/movie/603-the-matrix?language=de", { kind: "tmdb", id: 603 }],
  ["tmdb: 603", { kind: "tmdb", id: 603 }],
  ["https://www.imdb.com/title/tt0133093/", { kind: "imdb", id: "tt0133093" }],
  ["https://m.imdb.com/de/title/tt0133093", { kind: "imdb", id: "tt0133093" }],
  ["https://thetvdb.com/movies/the-matrix", { kind: "title", title: "the matrix", year: null }],
  ["TT0133093", { kind: "imdb", id: "tt0133093" }],
  ["The Matrix (1999)", { kind: "title", title: "The Matrix", year: 1999 }],
  ["The Matrix 1999", { kind: "title", title: "The Matrix", year: 1999 }],
  ["1917", { kind: "title", title: "1917", year: null }],
  ["Blade Runner 2049 (2017)", { kind: "title", title: "Blade Runner 2049", year: 2017 }],
  ["{tmdb-603}", { kind: "tmdb", id: 603 }],
  ["[tmdbid-603]", { kind: "tmdb", id: 603 }],
  ["{imdb-tt0133093}", { kind: "imdb", id: "tt0133093" }],
  ["[tvdbid-169]", { kind: "tvdb", id: 169 }],
  ["The Matrix (1999) {tmdb-603}", { kind: "tmdb", id: 603 }],
  ["  ", { kind: "title", title: "", year: null }],
])("%j is read as %j", (text, query) => {
  expect(readFilmQuery(text)).toEqual(query);
});

const choice = { language: "en", region: "US" };
const nothing = () => Promise.resolve([]);
const noFilm: MovieProvider = {
  name: "tmdb",
  label: "TMDB",
  testConnection: () => Promise.resolve({ ok: true, message: "" }),
  searchMovies: nothing,
  findMovies: nothing,
  findMovie: () => Promise.resolve(undefined),
};

test.each([
  "https://www.themoviedb.org/tv/1396-breaking-bad",
  "https://thetvdb.com/series/breaking-bad",
  "https://thetvdb.com/dereferrer/series/81189",
  "https://www.tvmaze.com/shows/169/breaking-bad",
])("%s is said to be a series and not looked for", async (text) => {
  await expect(searchFilms(noFilm, { text, ...choice })).rejects.toMatchObject({
    field: "text",
    message: "This is a series, and here a film is looked for.",
  });
});

const show: SeriesHit = {
  provider: "tmdb",
  providerId: 1396,
  ids: { tmdb: 1396, tvdb: null, imdb: "tt0903747", tvmaze: null },
  title: "Breaking Bad",
  originalTitle: null,
  year: 2008,
  overview: null,
  posterUrl: null,
  popularity: 0,
  otherTitles: [],
  country: null,
  network: null,
};

test("an id of IMDb that is a series is told, and one that nobody knows finds nothing", async () => {
  const provider: MovieProvider = { ...noFilm, findSeriesByOtherId: () => Promise.resolve([show]) };
  const asked = { text: "https://www.imdb.com/title/tt0903747/", ...choice };
  await expect(searchFilms(provider, asked)).rejects.toMatchObject({ code: "invalid", field: "text" });
  expect(await searchFilms(noFilm, asked)).toEqual([]);
});
