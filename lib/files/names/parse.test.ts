import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growthOf, linear } from "../testing/growth.ts";
import { parseName } from "./parse.ts";
import { type NameCase, readNameCases } from "./testing/read-cases.ts";

const cases = readNameCases();

describe("the table of names", () => {
  test.each([...Map.groupBy(cases, ({ kind }) => kind)])("%s", (_kind, rows) => {
    expect(rows.flatMap(faultsOf)).toEqual([]);
  });

  test("holds enough, each with a reason, and none twice", () => {
    expect(cases.length).toBeGreaterThanOrEqual(1_200);
    expect(cases.filter(({ reason }) => reason === "")).toEqual([]);
    expect(new Set(cases.map(({ type, path }) => `${type} ${path}`)).size).toBe(cases.length);
  });
});

/** Every field that is read wrong, as a line that names the path and the reason of the case. */
function faultsOf({ path, type, reason, expected }: NameCase): string[] {
  const { container: _container, ...parsed } = parseName(path, { type });
  const wanted = { input: path, ...expected };
  return Object.entries(parsed)
    .map(([field, value]) => [field, JSON.stringify(value), JSON.stringify(wanted[field as keyof typeof wanted])])
    .filter(([, is, should]) => is !== should)
    .map(([field, is, should]) => `${path} (${reason}): ${field} is ${is}, not ${should}`);
}

test("the container is the extension in lower case", () => {
  expect(parseName("A (2000).MKV", { type: "movie" }).container).toBe("mkv");
  expect(parseName("A (2000)", { type: "movie" }).container).toBeNull();
});

const tokens =
  "a . - _ ( ) [ ] { } 【 】 ~ + & , : # ' 1999 2012 s01e02 S01E01-E03 1x02 S02 01 012 1-23-45 E05 Part Season Staffel 第 季 話 시즌 сезон серия -trailer cd1 1080p x264 10bit GERMAN DL EXTENDED WEB-DL -GRP www.a.com [ABCD1234] / \\ … é 日 tmdb-1 tt0133093 {edition- 2024-03-15 20240315 \n";

// Short inputs: what breaks a reader is two or three parts beside each other, and ten thousand of those are read in a second or two.
const piece = fc.oneof(
  fc.constantFrom(...tokens.split(" "), " "),
  fc.constantFrom(...cases.map(({ path }) => path.slice(0, 16)), ...cases.map(({ path }) => path.slice(-16))),
  fc.string({ maxLength: 3, unit: "binary" }),
);
const anyText = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));

test.each(["movie", "tv"] as const)("S21: any text is read without an error, type %s", (type) => {
  fc.assert(
    fc.property(anyText, (text) => {
      // expect() costs more than reading a name.
      if (parseName(text, { type }).input !== text) throw new Error("The input is not told as it was.");
    }),
    { numRuns: 10_000 },
  );
});

test("an episode's numbers are in order and none is there twice", () => {
  for (const { path } of cases) {
    const { episodeNumbers, absoluteNumbers } = parseName(path, { type: "tv" });
    for (const numbers of [episodeNumbers, absoluteNumbers]) {
      expect(numbers, path).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
  }
});

test.each([
  "a ",
  "- ",
  "1",
  "(",
  "[a",
  "s01e01-",
  "1999.",
  ".-_",
  "x264-",
  "E01",
  "{edition-",
  "- a",
  "1x02-03",
  "  ",
  "www.a.",
  "[www.a",
  "-a[",
  "第1",
  "Season ",
  "1 to ",
  "GERMAN.",
  "S01",
  "(1)",
])("S21: a path of nothing but %j is read in time that grows with its length alone", (part) => {
  const work = (length: number) => {
    const name = part.repeat(240 / part.length);
    const text = Array.from({ length: length / 250 }, () => name).join("/");
    return () => [parseName(text, { type: "movie" }), parseName(text, { type: "tv" })];
  };
  expect(growthOf(work, 4_000)).toBeLessThan(linear);
});
