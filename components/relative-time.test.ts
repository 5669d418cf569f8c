import { expect, test } from "vitest";
import { relativeTime } from "./relative-time.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const minute = 60_000;

test.each([
  [0, "now"],
  [-59_000, "now"],
  [-3 * minute, "3 min ago"],
  [-119 * minute, "1 hr ago"],
  [-26 * 60 * minute, "yesterday"],
  [-9 * 24 * 60 * minute, "last wk"],
  [-400 * 24 * 60 * minute, "last yr"],
  [5 * minute, "in 5 min"],
])("%i ms from now reads %s", (distanceMs, text) => {
  expect(relativeTime(now + distanceMs, now)).toBe(text);
});

test.each([
  [30 * 24 * 60 * minute, "in 30 days"],
  [30 * 24 * 60 * minute - 90_000, "in 30 days"],
  [23 * 24 * 60 * minute, "in 23 days"],
  [60 * minute, "in 1 hr"],
])("in days, %i ms from now read %s", (distanceMs, text) => {
  expect(relativeTime(now + distanceMs, now, { inDays: true })).toBe(text);
});
