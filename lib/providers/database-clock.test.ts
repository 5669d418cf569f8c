import { expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { momentOf } from "./database-clock.ts";

/** A database whose clock is this much ahead of ours, and that is read after a wait and answers after another. */
function reader(aheadMs: number, db = {} as Db) {
  return {
    db,
    read: (at: { askedMs: number; waitMs: number; backMs: number }) => {
      const trueMs = at.askedMs + at.waitMs;
      const reading = { databaseMs: trueMs + aheadMs, beforeMs: at.askedMs, afterMs: trueMs + at.backMs };
      return momentOf(db, reading) - trueMs;
    },
  };
}

test("after one quick look the moment is known that closely, however busy the looks after it are", () => {
  const { read } = reader(5_000_000);
  expect(read({ askedMs: 0, waitMs: 40, backMs: 30 })).toBe(30);
  expect(read({ askedMs: 1000, waitMs: 1, backMs: 1 })).toBe(1);
  for (const busyMs of [0, 10, 80, 300]) expect(read({ askedMs: 2000, waitMs: busyMs, backMs: busyMs + 5 })).toBe(1);
});

test("it is never told too early", () => {
  const { read } = reader(-3_000);
  for (let at = 0; at < 500; at++) {
    const late = read({ askedMs: at * 50, waitMs: Math.random() * 100, backMs: Math.random() * 100 });
    expect(late).toBeGreaterThanOrEqual(-1e-6);
  }
});

test.each([[60_000], [-60_000]])("a clock that was set is believed again at once (%d ms)", (byMs) => {
  const { db, read } = reader(1_000);
  read({ askedMs: 0, waitMs: 1, backMs: 1 });
  expect(reader(1_000 + byMs, db).read({ askedMs: 100, waitMs: 3, backMs: 3 })).toBe(3);
});

test("a clock that runs a little faster or slower stays known to a few milliseconds", () => {
  for (const drift of [0.0005, -0.0005]) {
    const db = {} as Db;
    for (let second = 0; second < 3600; second++) {
      const late = reader(second * 1000 * drift, db).read({ askedMs: second * 1000, waitMs: 1, backMs: 1 });
      expect(Math.abs(late)).toBeLessThan(6);
    }
  }
});
