import { expect, test } from "vitest";
import { matchesGlob } from "./glob.ts";

test.each([
  ["*.mkv", "a.mkv", true],
  ["*.mkv", "a/b.mkv", false],
  ["**/*.mkv", "a/b/c.mkv", true],
  ["**/*.mkv", "c.mkv", true],
  ["a/**", "a/b/c", true],
  ["a/**/d", "a/d", true],
  ["A?C", "abc", true],
  ["[ab]x", "bx", true],
  ["[!ab]x", "bx", false],
  ["[a-c]x", "bx", true],
  ["[", "[", true],
  ["\\*", "*", true],
  ["\\*", "x", false],
  ["", "", true],
  ["*", "", true],
  ["名*", "名前", true],
])("%s against %s is %s", (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

test("S21: a pattern made to be slow takes time in proportion to its length", () => {
  const timeOf = (length: number) => {
    const start = performance.now();
    matchesGlob(`${"*a".repeat(50)}b`, "a".repeat(length));
    return performance.now() - start;
  };
  timeOf(1_000);
  expect(timeOf(8_000)).toBeLessThan(Math.max(timeOf(1_000), 1) * 40);
});
