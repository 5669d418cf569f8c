import { existsSync } from "node:fs";
import { isBusy } from "./errors.ts";
import { openSqliteConnection, sqliteFile } from "./sqlite-connection.ts";

/** `used`: somebody has it open. `broken`: it is no database any more. */
type Alone =
  | { state: "none" | "used" | "broken" }
  | {
      state: "alone";
      /** Copies it to a file. Opened another way, the system would forget this process's locks when that is closed. */
      copyTo(path: string): Promise<unknown>;
      release(): void;
    };

/** More pages than a database has. */
const everyPage = 0x7fff_ffff;

/**
 * Takes a database for this process alone, with all of its write-ahead log brought into the file. Whoever has it open,
 * server, worker or command, holds a lock on the log as long as its process lives, and SQLite leaves that mode for nobody
 * but the last one: so there is nothing to go stale.
 */
export function takeSqliteAlone(dataDir: string): Alone {
  const file = sqliteFile(dataDir);
  if (!existsSync(file)) return { state: "none" };
  let connection: ReturnType<typeof openSqliteConnection> | undefined;
  try {
    connection = openSqliteConnection(file);
    connection.pragma("locking_mode = EXCLUSIVE");
    connection.pragma("journal_mode = DELETE");
    // In this mode the lock stays after the transaction, until the connection is closed.
    connection.exec("BEGIN EXCLUSIVE; COMMIT");
    const taken = connection;
    return {
      state: "alone",
      copyTo: (path) => taken.backup(path, { progress: () => everyPage }),
      release: () => taken.close(),
    };
  } catch (error) {
    connection?.close();
    if (isBusy(error)) return { state: "used" };
    if (isDamaged(error)) return { state: "broken" };
    throw error;
  }
}

const isDamaged = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
