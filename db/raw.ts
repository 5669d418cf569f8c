import type { SQL } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { asPostgres, type Db, handleOf } from "./handle.ts";

const sqliteDialect = new SQLiteAsyncDialect();

/**
 * Rows of a statement written by hand in SQL that both engines know, named as the statement names its columns.
 * Values are what both engines give: numbers, text, null; a moment is ISO text, JSON is text, and a condition is
 * 1 or 0 on SQLite but a boolean on PostgreSQL, so write `case when … then 1 else 0 end` for those.
 */
export async function rows<T extends Record<string, unknown>>(db: Db, statement: SQL): Promise<T[]> {
  const handle = handleOf(db);
  if (handle.kind === "postgres") return [...(await asPostgres(db).execute(statement))] as T[];
  const { sql, params } = sqliteDialect.sqlToQuery(statement);
  const found = handle.scope
    ? await handle.engine.queryIn(handle.scope, sql, params, "objects")
    : await handle.engine.query(sql, params, "objects");
  return found as T[];
}

/** The same for a statement whose rows do not matter. */
export async function execute(db: Db, statement: SQL): Promise<void> {
  await rows(db, statement);
}
