import type { PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type { NativeSql, PostgresClient, TransactionSql } from "./postgres-engine.ts";
import type { Scope, Scopes } from "./scope.ts";
import type { SqliteEngine } from "./sqlite-engine.ts";

export type PostgresDb = PgDatabase<PostgresJsQueryResultHKT>;
export type PostgresTx = PgTransaction<PostgresJsQueryResultHKT, Record<string, never>, Record<string, never>>;

/**
 * The database, typed as PostgreSQL for both engines, without what SQLite lacks.
 * Transactions are begun by transaction() in db/transaction.ts, raw SQL runs through db/raw.ts.
 */
export type Db = Pick<
  PostgresDb,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "with" | "$with" | "$count"
>;

declare const inTransaction: unique symbol;
/** A Db inside transaction(). Everything done with it is kept or lost together. */
export type Tx = Db & { readonly [inTransaction]: true };

/**
 * Where a database is, and how it is used. `preferIndexes`: no table is read whole where an index serves, whatever the
 * server believes of its size.
 */
export type DatabaseOptions =
  | { type: "sqlite"; dataDir: string }
  | { type: "postgres"; url: string; maxConnections?: number; preferIndexes?: boolean };

/** What every Db and Tx of one opened database shares. */
type Origin = { target: DatabaseOptions; beforeClose: Set<() => Promise<void>> };

/** What stands behind a Db or Tx. */
export type Handle =
  | { kind: "sqlite"; origin: Origin; scopes: Scopes; engine: SqliteEngine; scope?: Scope }
  | {
      kind: "postgres";
      origin: Origin;
      scopes: Scopes;
      client: PostgresClient;
      sql: NativeSql;
      scope?: Scope;
      connection?: TransactionSql;
    };

// A registered symbol, because Next loads this module several times in a process and they share one database.
const key = Symbol.for("metarr.db.handle");

export function attachHandle(db: object, handle: Handle): void {
  Object.defineProperty(db, key, { value: handle });
}

export function handleOf(db: Db): Handle {
  const handle: unknown = Reflect.get(db, key);
  if (!handle) throw new Error("This is not a database of openDatabase() or a tx of transaction().");
  return handle as Handle;
}

/** Where this database is, for what needs a connection beside it: the bell of the queue, a backup. */
export const targetOf = (db: Db): DatabaseOptions => handleOf(db).origin.target;

/** Runs once, before the connections of this database are closed: for what holds others beside them. */
export function beforeClose(db: Db, run: () => Promise<void>): void {
  handleOf(db).origin.beforeClose.add(run);
}

export const newOrigin = (target: DatabaseOptions): Origin => ({ target, beforeClose: new Set() });

/** Lets go of everything that stands beside the database. */
export async function closeOrigin({ beforeClose }: Origin): Promise<void> {
  const closers = [...beforeClose];
  beforeClose.clear();
  await Promise.all(closers.map((close) => close()));
}

/** The drizzle object as PostgreSQL has it, for what exists there alone, such as `fromDrizzle(asPostgres(tx), sql)` of pg-boss. */
export function asPostgres(db: Db): PostgresDb {
  if (handleOf(db).kind !== "postgres") throw new Error("This runs on PostgreSQL only.");
  return db as unknown as PostgresDb;
}
