import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growthOf, linear } from "../testing/growth.ts";
import { parseName } from "./parse.ts";
import { movieCases, tvCases } from "./testing-cases.ts";
import type { ParsedName } from "./types.ts";

const nothing: Omit<ParsedName, "input" | "container"> = {
  title: null,
  year: null,
  edition: null,
  ids: { tmdb: null, imdb: null, tvdb: null },
  seasonNumber: null,
  episodeNumbers: [],
  absoluteNumbers: [],
  airDate: null,
  episodeTitle: null,
  isSpecial: false,
  seriesTitle: null,
  part: null,
  extra: null,
  resolution: null,
  source: null,
  videoCodec: null,
  audioCodec: null,
  hdr: [],
  languages: [],
  releaseGroup: null,
};

describe("the name of a film's file", () => {
  test.each(movieCases)("%s", (path, expected) => {
    const { input, container: _container, ...parsed } = parseName(path, { type: "movie" });
    expect(input).toBe(path);
    expect(parsed).toEqual({ ...nothing, ...expected, ids: { ...nothing.ids, ...expected.ids } });
  });
});

describe("the name of an episode's file", () => {
  test.each(tvCases)("%s", (path, expected) => {
    const { input: _input, container: _container, ...parsed } = parseName(path, { type: "tv" });
    const seriesTitle = expected.title ?? null;
    expect(parsed).toEqual({ ...nothing, ...expected, seriesTitle, ids: { ...nothing.ids, ...expected.ids } });
  });
});

test("the container is the extension in lower case", () => {
  expect(parseName("A (2000).MKV", { type: "movie" }).container).toBe("mkv");
  expect(parseName("A (2000)", { type: "movie" }).container).toBeNull();
});

test("S21: any text is read without an error", () => {
  const piece = fc.constantFrom(
    ..."a . - _ ( ) [ ] { } 1999 s01e02 1x02 -trailer cd1 1080p x264 GRP / \\ … é 日 tmdb-1 tt0133093 edition- \n".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) => {
      for (const type of ["movie", "tv"] as const) parseName(pieces.join(""), { type });
    }),
    { numRuns: 2_000 },
  );
});

test.each(["a ", "- ", "1", "(", "[a", "s01e01-", "1999.", ".-_", "x264-", "E01", "{edition-", "- a", "1x02-03", "  "])(
  "S21: a path of nothing but %j is read in time that grows with its length alone",
  (part) => {
    const work = (length: number) => {
      const name = part.repeat(240 / part.length);
      const text = Array.from({ length: length / 250 }, () => name).join("/");
      return () => [parseName(text, { type: "movie" }), parseName(text, { type: "tv" })];
    };
    expect(growthOf(work, 4_000)).toBeLessThan(linear);
  },
);
