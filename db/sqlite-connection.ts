import { join } from "node:path";
import Database from "better-sqlite3";

export const sqliteFile = (dataDir: string): string => join(dataDir, "metarr.sqlite");

/**
 * The write-ahead log is brought into the file at this many pages (32 MB) by whoever commits, which takes 100 ms and
 * more. The worker does it long before, in a thread (worker/checkpoints.ts); this holds where no worker runs.
 */
const checkpointPages = 8_000;
/** SQLite's own 2 MB are too few for the indexes of a library: pages were read anew all the time. */
const pageCacheKilobytes = 16_000;

/** One bare connection, set up as every connection has to be. For the migrator, threads and tools; others use a Db. */
export function openSqliteConnection(file: string): Database.Database {
  // Only opening may wait inside SQLite: recovery after a crash and the switch to WAL take an exclusive lock.
  const connection = new Database(file, { timeout: 10_000 });
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = NORMAL");
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  connection.pragma(`cache_size = -${pageCacheKilobytes}`);
  connection.pragma("foreign_keys = ON");
  // LIKE tells upper from lower case on PostgreSQL, so it does here.
  connection.pragma("case_sensitive_like = ON");
  connection.pragma("busy_timeout = 0");
  return connection;
}
