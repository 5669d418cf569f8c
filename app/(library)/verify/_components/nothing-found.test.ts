import { expect, test } from "vitest";
import { type LookedAt, nothingFound } from "./nothing-found.ts";

const library = (status: string | null, isVerified: boolean, name = "Films"): LookedAt => ({
  name,
  isWaiting: status === "asked",
  verifiedAt: isVerified ? new Date() : null,
  run: status === null || status === "asked" ? null : { status },
});

test.each([
  ["no library", [], "No library yet"],
  ["never looked", [library(null, false)], "Nothing was verified yet"],
  ["the first look is under way", [library("running", false)], "Nothing was found so far"],
  ["the first look was asked for", [library("asked", false)], "Nothing was found so far"],
  ["a later look is under way", [library("running", true)], "Nothing was found so far"],
  [
    "one was not looked at",
    [library("completed", true), library(null, false)],
    "Nothing was found in what was verified",
  ],
  ["the last look broke off", [library("failed", true)], "Nothing was found so far"],
  ["all was looked at", [library("completed", true), library("completed", true)], "Everything is as it should be"],
])("%s", (_, libraries, title) => {
  expect(nothingFound(libraries).title).toBe(title);
});

test("those that were not looked at are named", () => {
  const rest = ["A", "B", "C", "D"].map((name) => library(null, false, name));
  expect(nothingFound([library("completed", true), ...rest]).description).toBe(
    "A, B, C and 1 more were not verified yet.",
  );
});
