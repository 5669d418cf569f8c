import { describe, expect, test } from "vitest";
import { checkCron, nextRunAt } from "./cron.ts";
import { describeCron } from "./describe-cron.ts";

test("the next time is the next one that the five fields name, in local time", () => {
  const after = new Date(2026, 10, 23, 3, 0, 0);
  expect(nextRunAt("0 3 * * *", after)).toEqual(new Date(2026, 10, 24, 3, 0, 0));
  expect(nextRunAt("*/15 * * * *", after)).toEqual(new Date(2026, 10, 23, 3, 15, 0));
  expect(() => nextRunAt("0 3 * *", after)).toThrow();
});

describe("R16 where the clock is put on and back", () => {
  const timeZone = "Europe/Berlin";
  const runs = (cron: string, from: string, count: number) => {
    const found: string[] = [];
    for (let after = new Date(from); found.length < count; ) {
      const next = nextRunAt(cron, after, { timeZone });
      if (!next) break;
      found.push(next.toISOString());
      after = next;
    }
    return found;
  };

  test("three in the morning stays three in the morning, once a day", () => {
    expect(runs("0 3 * * *", "2027-03-27T00:00:00.000Z", 3)).toEqual([
      "2027-03-27T02:00:00.000Z",
      "2027-03-28T01:00:00.000Z",
      "2027-03-29T01:00:00.000Z",
    ]);
    expect(runs("0 3 * * *", "2026-10-24T00:00:00.000Z", 3)).toEqual([
      "2026-10-24T01:00:00.000Z",
      "2026-10-25T02:00:00.000Z",
      "2026-10-26T02:00:00.000Z",
    ]);
  });

  test("a time that a spring day does not have, and one that an autumn day has twice, come once", () => {
    const spring = runs("30 2 * * *", "2027-03-27T12:00:00.000Z", 2);
    expect(spring.map((at) => at.slice(0, 10))).toEqual(["2027-03-28", "2027-03-29"]);
    const autumn = runs("30 2 * * *", "2026-10-24T12:00:00.000Z", 2);
    expect(autumn.map((at) => at.slice(0, 10))).toEqual(["2026-10-25", "2026-10-26"]);
  });
});

test.each([
  ["0 3 * * *", "0 3 * * *"],
  ["  */5   *  * * * ", "*/5 * * * *"],
  ["0 3 * * MON", "0 3 * * MON"],
  ["0 0 29 2 *", "0 0 29 2 *"],
])("%s is taken", (text, cron) => {
  expect(checkCron(text)).toBe(cron);
});

test.each([
  ["", "five fields"],
  ["0 3 * *", "five fields"],
  ["0 0 3 * * *", "five fields"],
  ["@daily", "five fields"],
  ["61 3 * * *", "makes no sense"],
  ["a b c d e", "makes no sense"],
  ["0 0 31 2 *", "no moment that ever comes"],
  ["* * * * *", "more often than every 5 minutes"],
  ["*/4 * * * *", "more often than every 5 minutes"],
  ["0,1 3 * * *", "more often than every 5 minutes, such as at 03:00 and 03:01"],
  ["1,3 * * * *", "more often than every 5 minutes, such as at 00:01 and 00:03"],
  ["58,2 0,23 * * *", "more often than every 5 minutes"],
])("%s is refused in plain words", (text, words) => {
  expect(() => checkCron(text)).toThrow(words);
});

test.each([
  ["0 3 * * *", "at 03:00 every day"],
  ["30 4,16 * * *", "at 04:30 and 16:30 every day"],
  ["*/15 * * * *", "every 15 minutes"],
  ["0 * * * *", "every hour"],
  ["20 * * * *", "every hour at minute 20"],
  ["0 */6 * * *", "every 6 hours"],
  ["0 5 * * 0", "at 05:00 every Sunday"],
  ["0 5 * * 7", "at 05:00 every Sunday"],
  ["0 5 * * mon,thu", "at 05:00 every Monday and Thursday"],
  ["0 5 * * 1-5", "at 05:00 from Monday to Friday"],
  ["0 5 1,15 * *", "at 05:00 on day 1 and 15 of every month"],
  ["*/30 * * * 6", "every 30 minutes, every Saturday"],
  ["30 2 29 2 *", "at 02:30 on 29 February"],
  ["0 3 1 1 *", "at 03:00 on 1 January"],
  ["0 3 1,15 JAN,jul *", "at 03:00 on day 1 and 15 of January and July"],
  ["0 3 * 6-8 *", "at 03:00 every day in June, July and August"],
  ["0 3 * 12 sun", "at 03:00 every Sunday in December"],
  ["*/15 * * 2 *", "every 15 minutes, every day in February"],
  ["0 3 1 1-12 *", "at 03:00 on day 1 of every month"],
  ["1,31 * * * *", "every hour at minutes 1 and 31"],
  ["*/7 * * * *", undefined],
  ["0 3 1 13 *", undefined],
  ["0 3 1 * 1", "at 03:00 on day 1 of every month, and every Monday"],
  ["0 3 1 * 0-6", undefined],
  ["0-30/10 3 * * *", undefined],
])("%s is %s", (cron, words) => {
  expect(describeCron(cron)).toBe(words);
});
