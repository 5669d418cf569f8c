import { expect, test } from "vitest";
import { compileGlob } from "./glob.ts";
import { growthOf, linear } from "./testing/growth.ts";

test.each([
  ["*.mkv", "a.mkv", true],
  ["*.mkv", "a/b.mkv", false],
  ["**/*.mkv", "a/b/c.mkv", true],
  ["**/*.mkv", "c.mkv", true],
  ["a/**", "a/b/c", true],
  ["a/**/d", "a/d", true],
  ["a/**/d", "a/b/c/d", true],
  ["a/**/d", "a/bd", false],
  ["**/old/*", "old/a", true],
  ["**/old/*", "b/old/a", true],
  ["**/old/*", "bold/a", false],
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
  expect(compileGlob(pattern)(path)).toBe(expected);
});

test("S21: a pattern made to be slow takes time in proportion to its length", () => {
  const pattern = `${"*a".repeat(50)}b`;
  const work = (length: number) => {
    const path = "a".repeat(length);
    return () => compileGlob(pattern)(path);
  };
  expect(growthOf(work, 16_000)).toBeLessThan(linear);
});
