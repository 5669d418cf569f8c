import { type Db, openPostgresConnection, openSqliteConnection, sqliteFile } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { log } from "#lib/log.ts";
import { jobsChannel } from "./bell.ts";

export type Listening = { close(): Promise<void> };

/**
 * Calls back when something may have changed, whichever process did it.
 * SQLite: looks every `everyMs` whether any connection committed, which costs a few microseconds.
 * PostgreSQL: listens to what jobs announce, with the announced text; also after the connection was lost, because what was
 * said meanwhile is gone.
 */
export function onChange(
  db: Db,
  { everyMs, heard }: { everyMs: number; heard: (payload: string) => void },
): Promise<Listening> {
  const target = targetOf(db);
  return target.type === "sqlite"
    ? Promise.resolve(pollSqlite(sqliteFile(target.dataDir), { everyMs, heard }))
    : listenPostgres(target.url, heard);
}

function pollSqlite(
  file: string,
  { everyMs, heard }: { everyMs: number; heard: (payload: string) => void },
): Listening {
  const connection = openSqliteConnection(file);
  connection.pragma("query_only = ON");
  // A number that differs whenever another connection has committed since.
  let last = connection.pragma("data_version", { simple: true });
  const timer = setInterval(() => {
    try {
      const now = connection.pragma("data_version", { simple: true });
      if (now === last) return;
      last = now;
    } catch (error) {
      // Busy for a moment: whoever holds the file is changing it.
      log.debug({ err: error }, "The database file could not be looked at");
    }
    heard("");
  }, everyMs);
  return {
    close: async () => {
      clearInterval(timer);
      connection.close();
    },
  };
}

async function listenPostgres(url: string, heard: (payload: string) => void): Promise<Listening> {
  const connection = openPostgresConnection(url);
  const close = () => connection.end({ timeout: 1 });
  try {
    await connection.listen(jobsChannel, heard, () => heard(""));
  } catch (error) {
    // Whoever asked tries again with a connection of its own.
    await close();
    throw error;
  }
  return { close };
}
