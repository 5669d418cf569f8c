import { expect, test } from "vitest";
import { readFilmQuery } from "./search-provider.ts";

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
  ["  ", { kind: "title", title: "", year: null }],
])("%j is read as %j", (text, query) => {
  expect(readFilmQuery(text)).toEqual(query);
});
