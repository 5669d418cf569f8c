import { channel } from "node:diagnostics_channel";

export type SlowStatement = { sql: string; durationMs: number };

const limitMs = 50;
/** Enough to know the statement by; one with thousands of placeholders would fill the log. */
const shownLength = 400;
// A channel, because this folder knows no logger: lib/log.ts listens and writes the warning.
const slowStatements = channel("metarr.db.slow");

/** Tells the log of a statement over 50 ms. Never its parameters: they may be secrets. */
export function reportDuration(sql: string, startedAt: number): void {
  const durationMs = Math.round(performance.now() - startedAt);
  if (durationMs > limitMs)
    slowStatements.publish({ sql: sql.slice(0, shownLength), durationMs } satisfies SlowStatement);
}

export function timed<T>(sql: string, run: () => T): T {
  const startedAt = performance.now();
  const result = run();
  reportDuration(sql, startedAt);
  return result;
}
