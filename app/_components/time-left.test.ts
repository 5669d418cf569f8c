import { expect, test } from "vitest";
import { duration, timeLeft } from "./time-left.ts";

test("durations are read at a glance", () => {
  expect([0, 240, 999, 1_000, 59_400, 60_000, 200_000, 7_500_000].map(duration)).toEqual([
    "0 ms",
    "240 ms",
    "999 ms",
    "1 s",
    "59 s",
    "1 min",
    "3 min 20 s",
    "2 h 5 min",
  ]);
});

test("the time left follows the pace so far, and is not guessed from too little", () => {
  const startedAt = new Date(0).toISOString();
  expect(timeLeft({ percent: 50, startedAt, nowMs: 12_000 })).toBe("about 12 s left");
  expect(timeLeft({ percent: 4, startedAt, nowMs: 12_000 })).toBeUndefined();
  expect(timeLeft({ percent: 50, startedAt, nowMs: 2_000 })).toBeUndefined();
  expect(timeLeft({ percent: 100, startedAt, nowMs: 12_000 })).toBeUndefined();
  expect(timeLeft({ percent: 50, startedAt: null, nowMs: 12_000 })).toBeUndefined();
});
