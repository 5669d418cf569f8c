import type { Db } from "#db/client.ts";
import { processWide } from "./process-wide.ts";

/** One look at the database's clock: what it showed, between these two moments of this process's own. All in milliseconds. */
export type ClockReading = { databaseMs: number; beforeMs: number; afterMs: number };

/** The database's clock less this process's own lies between these. */
type Difference = { leastMs: number; mostMs: number };

/** The database's clock is read in whole milliseconds. */
const precisionMs = 2;

/**
 * The moment of this process's own clock (performance.now()) at which the database read its clock: not before it (but for
 * those milliseconds), and after it by no more than the quickest look so far took. By one reading alone it could be anywhere
 * between asking and the answer, and turns that are counted from there would come in heaps whenever a process or the database
 * is busy.
 */
export function momentOf(db: Db, { databaseMs, beforeMs, afterMs }: ClockReading): number {
  const differences = processWide("database-clock", () => new WeakMap<Db, Difference>());
  const present = { leastMs: databaseMs - afterMs, mostMs: databaseMs - beforeMs };
  const known = differences.get(db) ?? present;
  const narrowed = {
    leastMs: Math.max(known.leastMs, present.leastMs),
    mostMs: Math.min(known.mostMs, present.mostMs),
  };
  // A clock was set, or one runs faster: what was known before is no longer so.
  const isStillSo = narrowed.leastMs <= narrowed.mostMs + precisionMs;
  const difference = isStillSo ? narrowed : present;
  differences.set(db, difference);
  return databaseMs - difference.leastMs;
}
