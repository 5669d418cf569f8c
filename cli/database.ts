import { closeDb, type Db, getDb } from "#db/client.ts";

/** Opens the database for one command, and closes it whatever happens. */
export async function withDb<T>(body: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await body(getDb());
  } finally {
    await closeDb();
  }
}
