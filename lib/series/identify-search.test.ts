import { expect, test } from "vitest";
import { readSeriesSearch } from "./identify-search.ts";

test.each([
  ["https://www.themoviedb.org/tv/1396-breaking-bad?language=de", { kind: "id", source: "tmdb", id: 1396 }],
  ["tmdb: 1396", { kind: "id", source: "tmdb", id: 1396 }],
  ["https://thetvdb.com/dereferrer/series/81189", { kind: "id", source: "tvdb", id: 81189 }],
  ["https://thetvdb.com/?tab=series&id=81189", { kind: "id", source: "tvdb", id: 81189 }],
  ["https://thetvdb.com/series/the-office-us", { kind: "title", title: "the office us", year: null }],
  ["https://www.tvmaze.com/shows/169/breaking-bad", { kind: "id", source: "tvmaze", id: 169 }],
  ["https://www.imdb.com/title/tt0903747/", { kind: "imdb", id: "tt0903747" }],
  ["Ghosts (2019)", { kind: "title", title: "Ghosts", year: 2019 }],
  ["24", { kind: "title", title: "24", year: null }],
])("%j is read as %j", (text, search) => {
  expect(readSeriesSearch(text)).toEqual(search);
});
