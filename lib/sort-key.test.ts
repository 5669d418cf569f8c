import { expect, test } from "vitest";
import { searchTextOf, sortKeyOf, sortTitleOf } from "./sort-key.ts";

test.each([
  ["The Matrix", "en", "Matrix, The"],
  ["A Trip to the Moon", "en", "Trip to the Moon, A"],
  ["Das Boot", "de", "Boot, Das"],
  ["Das Boot", "en", "Das Boot"],
  ["L'Avventura", "it", "Avventura, L'"],
  ["The", "en", "The"],
  ["Them!", "en", "Them!"],
])("%s in %s is sorted as %s", (title, language, expected) => {
  expect(sortTitleOf(title, language)).toBe(expected);
});

test("numbers sort as numbers and marks do not matter", () => {
  const titles = ["Film 10", "film 2", "Élan", "Elba", "千と千尋の神隠し"];
  expect(titles.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual([
    "Élan",
    "Elba",
    "film 2",
    "Film 10",
    "千と千尋の神隠し",
  ]);
});

test("search finds a title without its marks, once", () => {
  expect(searchTextOf(["Amélie", "Amelie", null])).toBe("amelie");
});

test("an article behind a comma does not push a film behind its sequels", () => {
  const titles = ["The Matrix Reloaded", "The Matrix", "Matrix of Evil"].map((title) => sortTitleOf(title));
  expect(titles.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual([
    "Matrix, The",
    "Matrix of Evil",
    "Matrix Reloaded, The",
  ]);
});
