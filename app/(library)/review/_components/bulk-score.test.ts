import { expect, test } from "vitest";
import { readScore, restText } from "./bulk-score.ts";

test.each([
  ["80", 80],
  ["0", 0],
  ["100", 100],
  ["72.5", 72.5],
  ["", undefined],
  [" ", undefined],
  ["-1", undefined],
  ["101", undefined],
  ["many", undefined],
])("%j is read as the score %j", (typed, score) => {
  expect(readScore(typed)).toBe(score);
});

test.each([
  [{ items: 3, listed: 3 }, undefined],
  [{ items: 62, listed: 50 }, "And 12 more."],
  [{ items: 1700, listed: 50 }, "And 450 more. 500 are taken at once; the others wait for the next time."],
])("what is not listed is told: %j", (counted, text) => {
  expect(restText(counted)).toBe(text);
});
