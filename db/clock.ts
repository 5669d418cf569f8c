import { type SQL, sql } from "drizzle-orm";
import { dialect, kit } from "./dialect/index.ts";
import { type Db, handleOf } from "./handle.ts";
import { rows } from "./raw.ts";

/**
 * The database's clock, moved by some milliseconds (negative: the past). Leases and delays are compared with it alone,
 * because workers on other machines have clocks of their own.
 */
export function fromNow(ms: number): SQL<Date> {
  return dialect === "postgres"
    ? sql<Date>`(now() + cast(${ms} as double precision) * interval '1 millisecond')`
    : sql<Date>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${(ms / 1000).toFixed(3)} seconds`})`;
}

/**
 * What time it is for the database. The same throughout a transaction, as PostgreSQL's now() is: what was written together
 * bears one moment.
 */
export async function databaseNow(db: Db): Promise<Date> {
  const clock = handleOf(db).scope?.clock;
  if (!clock) return readClock(db);
  clock.now ??= readClock(db);
  try {
    return await clock.now;
  } catch (error) {
    // Asked in a savepoint that fails: the transaction around it goes on, and may ask again.
    delete clock.now;
    throw error;
  }
}

async function readClock(db: Db): Promise<Date> {
  const [row] = await rows<{ now: string }>(db, sql`select ${kit.now()} as now`);
  if (!row) throw new Error("The database did not tell the time.");
  return new Date(row.now);
}

/** `for update skip locked` where several may write at once; SQLite has one writer and needs none. */
export const skipLocked: SQL = dialect === "postgres" ? sql.raw("for update skip locked") : sql.raw("");

/** The database's clock as it reads this, for what is measured in milliseconds. PostgreSQL's now() is when the transaction began. */
export const statementTime = (): SQL<Date> => (dialect === "postgres" ? sql<Date>`clock_timestamp()` : kit.now());

/** `for update` where several may write at once; SQLite has one writer and needs none. */
export const forUpdate: SQL = dialect === "postgres" ? sql.raw("for update") : sql.raw("");
