import { expect, test } from "vitest";
import { isInCast, matchCast } from "./cast-matches.ts";

const there = (name: string) => ({ name, removed: false });
const out = (name: string) => ({ name, removed: true });
const cast = [there("Duane Jones"), out("Judith O'Dea"), there("Zoë Jones"), there("Karl Hardman"), out("Tom Jones")];

test.each([
  { typed: "jones", found: ["Tom Jones", "Duane Jones", "Zoë Jones"] },
  { typed: "zoe JONES", found: ["Zoë Jones"] },
  { typed: "o'dea", found: ["Judith O'Dea"] },
  { typed: "jo du", found: ["Duane Jones"] },
  { typed: "Zora", found: [] },
  { typed: " ", found: [] },
  { typed: "?!", found: [] },
])("“$typed” finds $found in the cast", ({ typed, found }) => {
  expect(matchCast(cast, typed).map(({ name }) => name)).toEqual(found);
});

test("of many the first are shown, the one of exactly this name among them", () => {
  const many = Array.from({ length: 30 }, (_, index) => there(`Ann ${index}`));
  expect(matchCast([...many, there("Ann")], "ann").map(({ name }) => name)).toEqual([
    ..."Ann,Ann 0,Ann 1,Ann 2,Ann 3".split(","),
  ]);
});

test.each([
  ["Duane Jones", true],
  [" duane  jones", true],
  ["Judith ODea", false],
  ["judith o’dea", true],
  ["Zoe Jones", true],
  ["Jones", false],
  ["", false],
])("the name “%s” is somebody's of the cast: %s", (typed, taken) => {
  expect(isInCast(cast, typed)).toBe(taken);
});
