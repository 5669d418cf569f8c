import { expect, test } from "vitest";
import { factsOf } from "./facts-of.ts";

test("a result reads as words and numbers", () => {
  const result = {
    filesSeen: 12_000,
    published: true,
    nfoWritten: true,
    tmdbId: 27_205,
    types: ["poster", "fanart"],
    written: [],
    many: Array.from({ length: 40 }, (_, index) => index),
    note: "",
    deep: { a: 1 },
    problems: [{ path: "/a", message: "b" }],
  };
  expect(factsOf(result)).toEqual([
    { label: "Files seen", value: "12,000" },
    { label: "Published", value: "Yes" },
    { label: "NFO written", value: "Yes" },
    { label: "TMDB id", value: "27205" },
    { label: "Types", value: "poster, fanart" },
    { label: "Written", value: "None" },
    { label: "Many", value: "40" },
  ]);
  expect(factsOf(null)).toEqual([]);
});
