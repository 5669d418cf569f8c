import { expect, test } from "vitest";
import { codeOf, codesOf, formatDay, nameOfSeason, shortCodeOf, titleOf } from "./names.ts";

const at = (seasonNumber: number, episodeNumber: number) => ({
  seasonNumber,
  episodeNumber,
  absoluteNumber: null,
  airDate: null,
});
const daily = { ...at(2024, 315), airDate: "2024-03-15", numbering: "date" } as const;
const anime = { ...at(1, 27), absoluteNumber: 127, numbering: "absolute" } as const;

test("an episode is named by what is known of its numbers", () => {
  expect(codeOf(at(1, 3))).toBe("S01E03");
  expect(codeOf(at(12, 104))).toBe("S12E104");
  expect(codeOf(daily)).toBe("2024-03-15");
  expect(codeOf(anime)).toBe("#127");
  expect([at(1, 3), daily, anime].map((each) => shortCodeOf(each))).toEqual(["3", "03-15", "#127"]);
  expect([nameOfSeason(0), nameOfSeason(4)]).toEqual(["Specials", "Season 4"]);
});

test("an episode without a title is called by its number or day", () => {
  expect(titleOf({ ...at(1, 3), title: "Pilot" })).toBe("Pilot");
  expect(titleOf({ ...at(1, 3), title: null })).toBe("Episode 3");
  expect(titleOf({ ...anime, title: null })).toBe("Episode 127");
  expect(titleOf({ ...daily, title: null })).toBe("Episode of 15 Mar 2024");
});

test("the episodes of one file are a run where they follow each other, else a list", () => {
  expect(codesOf([at(1, 3), at(1, 4)])).toBe("S01E03–E04");
  expect(codesOf([at(1, 3), at(1, 4), at(1, 5)])).toBe("S01E03–E05");
  expect(codesOf([at(1, 3), at(1, 5)])).toBe("S01E03, S01E05");
  expect(codesOf([at(1, 24), at(2, 1)])).toBe("S01E24, S02E01");
});

test("a day that is none is shown as it is", () => {
  expect([formatDay("2024-03-05"), formatDay("soon")]).toEqual(["5 Mar 2024", "soon"]);
});
