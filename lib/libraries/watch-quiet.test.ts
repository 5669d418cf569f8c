import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQuiet } from "./watch-quiet.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aQuiet() {
  const ran: number[] = [];
  return { ran, quiet: createQuiet({ quietMs: 10_000, latestMs: 60_000, run: (key) => ran.push(key) }) };
}

test("a burst runs once, when it has been quiet for long enough", () => {
  const { quiet, ran } = aQuiet();
  for (let at = 0; at < 5; at += 1) {
    quiet.touch(1);
    vi.advanceTimersByTime(4_000);
  }
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(5_999);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual([1]);
  vi.advanceTimersByTime(600_000);
  expect(ran).toEqual([1]);
});

test("what never gets quiet runs every minute", () => {
  const { quiet, ran } = aQuiet();
  for (let second = 0; second < 150; second += 1) {
    quiet.touch(1);
    vi.advanceTimersByTime(1_000);
  }
  expect(ran).toEqual([1, 1]);
});

test("each library waits for itself, and none runs after the end", () => {
  const { quiet, ran } = aQuiet();
  quiet.touch(1);
  vi.advanceTimersByTime(6_000);
  quiet.touch(2);
  vi.advanceTimersByTime(4_000);
  expect(ran).toEqual([1]);
  quiet.stop();
  vi.advanceTimersByTime(600_000);
  expect(ran).toEqual([1]);
});
