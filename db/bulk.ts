import { setImmediate as nextTick } from "node:timers/promises";
import { getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  arrayLiteral,
  type BulkColumn,
  bulkColumn,
  insertedColumns,
  lastByKey,
  quoted,
  type Row,
} from "./bulk-columns.ts";
import { type Db, type Handle, handleOf } from "./handle.ts";
import { type NativeStatement, toNative } from "./sqlite-engine.ts";
import { transaction } from "./transaction.ts";

type Key<T extends PgTable> = keyof T["$inferSelect"] & string;

export type BulkInsertOptions<T extends PgTable, K extends Key<T>> = {
  /** "ignore" passes over rows that exist. `update` overwrites these columns of the row that has the same target. */
  onConflict?: "ignore" | { target: readonly Key<T>[]; update: readonly Key<T>[] };
  /** Columns to give back. The order of rows is not promised, and ignored rows are left out: ask for a key too. */
  returning?: readonly K[];
};

/** Fastest on SQLite (measured 10, 50, 100, 1000). Far below its 32,766 parameters for every table here. */
const sqliteRowsPerStatement = 50;
const sqliteParameterLimit = 32_766;
/** How long SQLite may keep the event loop before other work of this process has its turn. */
const turnMs = 20;
/** Fastest on PostgreSQL, where a statement has one array per column (measured 500, 2000, 10000). */
const postgresRowsPerStatement = 2_000;

/**
 * Inserts any number of rows in one transaction, past the query builder, which is slow for masses.
 * A column that a row leaves out gets its default. Values are the same as for the builder, except SQL expressions.
 */
export async function bulkInsert<T extends PgTable, K extends Key<T> = never>(
  db: Db,
  table: T,
  rows: readonly T["$inferInsert"][],
  options: BulkInsertOptions<T, K> = {},
): Promise<Pick<T["$inferSelect"], K>[]> {
  const { onConflict, returning = [] } = options;
  const given = rows as readonly Row[];
  const distinct = typeof onConflict === "object" ? lastByKey(given, onConflict.target) : given;
  if (distinct.length === 0) return [];
  const columns = insertedColumns(table, distinct);
  const head = `insert into ${quoted(getTableName(table))} (${columns.map((column) => column.name).join(", ")})`;
  const tail = conflictClause(table, onConflict) + returningClause(table, returning);
  const found = await inTransaction(db, (handle) =>
    handle.kind === "sqlite"
      ? sqliteInsert(handle, { head, tail, columns, rows: distinct })
      : postgresInsert(handle, { head, tail, columns, rows: distinct }),
  );
  const wanted = returning.map((key) => bulkColumn(table, key));
  return found.map((values) =>
    Object.fromEntries(wanted.map((column, index) => [column.key, column.decode(values[index] ?? null)])),
  ) as Pick<T["$inferSelect"], K>[];
}

/**
 * Sets the same columns of any number of rows, each found by its `by` columns (default: id). Rows that do not exist
 * are passed over. Every row has to hold every column.
 */
export async function bulkUpdate<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly Partial<T["$inferSelect"]>[],
  { by = ["id" as Key<T>] }: { by?: readonly Key<T>[] } = {},
): Promise<void> {
  const distinct = lastByKey(rows as readonly Row[], by);
  const [first] = distinct;
  if (!first) return;
  const keys = by.map((key) => bulkColumn(table, key));
  const values = Object.keys(first).flatMap((key) => (by.includes(key as Key<T>) ? [] : [bulkColumn(table, key)]));
  const columns = [...values, ...keys];
  const missing = columns.find((column) => distinct.some((row) => row[column.key] === undefined));
  if (missing) throw new Error(`bulkUpdate needs ${missing.key} in every row.`);
  const name = quoted(getTableName(table));
  await inTransaction(db, async (handle) => {
    if (handle.kind === "postgres") {
      const set = values.map((column) => `${column.name} = v.${column.name}`).join(", ");
      const match = keys.map((column) => `${name}.${column.name} = v.${column.name}`).join(" and ");
      const text = `update ${name} set ${set} from ${unnest(columns)} where ${match}`;
      return postgresChunks(handle, { text, columns, rows: distinct });
    }
    const set = values.map((column) => `${column.name} = ?`).join(", ");
    const match = keys.map((column) => `${column.name} = ?`).join(" and ");
    return sqliteTurns(handle, distinct, 1, (prepare, chunk) =>
      step(prepare(`update ${name} set ${set} where ${match}`), parameters(columns, chunk)),
    );
  });
}

type Insert = { head: string; tail: string; columns: BulkColumn[]; rows: readonly Row[] };
type SqliteHandle = Extract<Handle, { kind: "sqlite" }>;
type PostgresHandle = Extract<Handle, { kind: "postgres" }>;

const inTransaction = <T>(db: Db, work: (handle: Handle) => Promise<T>): Promise<T> => {
  const handle = handleOf(db);
  return handle.scope ? work(handle) : transaction(db, (tx) => work(handleOf(tx)));
};

function conflictClause<T extends PgTable>(table: T, onConflict: BulkInsertOptions<T, Key<T>>["onConflict"]): string {
  if (!onConflict) return "";
  if (onConflict === "ignore") return " on conflict do nothing";
  const target = onConflict.target.map((key) => bulkColumn(table, key).name).join(", ");
  const set = onConflict.update.map((key) => bulkColumn(table, key).name).map((name) => `${name} = excluded.${name}`);
  return ` on conflict (${target}) do update set ${set.join(", ")}`;
}

function returningClause(table: PgTable, keys: readonly string[]): string {
  return keys.length === 0 ? "" : ` returning ${keys.map((key) => bulkColumn(table, key).name).join(", ")}`;
}

function sqliteInsert(handle: SqliteHandle, { head, tail, columns, rows }: Insert): Promise<unknown[][]> {
  const places = columns.map(({ fallback }) => (fallback ? `coalesce(?, ${fallback})` : "?")).join(", ");
  const text = (count: number) => `${head} values ${Array(count).fill(`(${places})`).join(", ")}${tail}`;
  const size = Math.min(sqliteRowsPerStatement, Math.floor(sqliteParameterLimit / columns.length));
  const [many, one] = [text(size), text(1)];
  return sqliteTurns(handle, rows, size, (prepare, chunk) =>
    chunk.length === size
      ? step(prepare(many), parameters(columns, chunk))
      : chunk.flatMap((row) => step(prepare(one), parameters(columns, [row]))),
  );
}

function parameters(columns: readonly BulkColumn[], rows: readonly Row[]): unknown[] {
  const params: unknown[] = [];
  for (const row of rows) for (const column of columns) params.push(toNative(column.encode(row[column.key])));
  return params;
}

function step(statement: NativeStatement, params: unknown[]): unknown[][] {
  if (!statement.reader) {
    statement.run(params);
    return [];
  }
  statement.raw(true);
  return statement.all(params) as unknown[][];
}

type Prepare = (text: string) => NativeStatement;

/** Runs the chunks on the writer, in turns that leave the event loop to others. */
async function sqliteTurns(
  { engine, scope }: SqliteHandle,
  rows: readonly Row[],
  size: number,
  work: (prepare: Prepare, chunk: readonly Row[]) => unknown[][],
): Promise<unknown[][]> {
  if (!scope) throw new Error("Bulk statements on SQLite need a transaction.");
  const found: unknown[][] = [];
  for (let start = 0; start < rows.length; ) {
    if (start > 0) await nextTick();
    await engine.nativeIn(scope, (prepare) => {
      const endAt = performance.now() + turnMs;
      for (; start < rows.length && performance.now() < endAt; start += size) {
        found.push(...work(prepare, rows.slice(start, start + size)));
      }
    });
  }
  return found;
}

function postgresInsert(handle: PostgresHandle, { head, tail, columns, rows }: Insert): Promise<unknown[][]> {
  const values = columns.map(({ name, fallback }) => (fallback ? `coalesce(${name}, ${fallback})` : name)).join(", ");
  return postgresChunks(handle, { text: `${head} select ${values} from ${unnest(columns)}${tail}`, columns, rows });
}

/** Sent as text and read by the server, so that every type is written the same way. */
function unnest(columns: readonly BulkColumn[]): string {
  const arrays = columns.map(({ type }, index) => `$${index + 1}::text::${type}[]`).join(", ");
  return `unnest(${arrays}) as v(${columns.map((column) => column.name).join(", ")})`;
}

async function postgresChunks(
  { sql }: PostgresHandle,
  { text, columns, rows }: { text: string; columns: readonly BulkColumn[]; rows: readonly Row[] },
): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for (let start = 0; start < rows.length; start += postgresRowsPerStatement) {
    const chunk = rows.slice(start, start + postgresRowsPerStatement);
    const params = columns.map((column) => arrayLiteral(chunk.map((row) => column.encode(row[column.key]))));
    found.push(...((await sql.unsafe(text, params, { prepare: true }).values()) as unknown[][]));
  }
  return found;
}
