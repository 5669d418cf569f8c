import { describe, expect, test } from "vitest";
import { backoff, retryDelayMs } from "./backoff.ts";
import { definitions } from "./catalog.ts";

const least = () => 0;
const most = () => 1 - Number.EPSILON;

describe("R15: the pause before the next attempt", () => {
  test("doubles with every failure", () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => retryDelayMs(attempts, backoff, most));
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000]);
  });

  test("is by chance between half of that and all of it", () => {
    for (const attempts of [1, 2, 3]) {
      const fullMs = backoff.firstMs * 2 ** (attempts - 1);
      expect(retryDelayMs(attempts, backoff, least)).toBe(fullMs / 2);
      expect(retryDelayMs(attempts, backoff, () => 0.5)).toBe((fullMs * 3) / 4);
      expect(retryDelayMs(attempts, backoff, most)).toBe(fullMs);
      const drawn = Array.from({ length: 200 }, () => retryDelayMs(attempts, backoff));
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(fullMs / 2);
      expect(Math.max(...drawn)).toBeLessThanOrEqual(fullMs);
      expect(new Set(drawn).size).toBeGreaterThan(1);
    }
  });

  test("grows to its limit and no further, however often a job failed", () => {
    for (const attempts of [8, 20, 5000]) {
      expect(retryDelayMs(attempts, backoff, most)).toBe(backoff.maxMs);
      expect(retryDelayMs(attempts, backoff, least)).toBe(backoff.maxMs / 2);
    }
  });

  test("of a job that has not run yet is that of the first", () => {
    expect(retryDelayMs(0, backoff, most)).toBe(backoff.firstMs);
  });
});

test.each(Object.entries(definitions))("R15: %s fails for good after at most three attempts", (_, { attempts }) => {
  expect(attempts).toBeGreaterThanOrEqual(1);
  expect(attempts).toBeLessThanOrEqual(3);
});
