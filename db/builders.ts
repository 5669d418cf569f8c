import { drizzle as postgresDrizzle } from "drizzle-orm/postgres-js";
import { drizzle as sqliteDrizzle } from "drizzle-orm/sqlite-proxy";
import type { Sql } from "postgres";
import { attachHandle, type Db, type Handle, type Tx } from "./handle.ts";

/** The query builder over a handle: statements of a scope go to its transaction, others pass the guard. */
export function createBuilder(handle: Handle): Db {
  const db = handle.kind === "sqlite" ? sqliteBuilder(handle) : postgresBuilder(handle);
  attachHandle(db, handle);
  return db;
}

/** The same inside a transaction. */
export function createTx(handle: Handle): Tx {
  return createBuilder(handle) as Tx;
}

function sqliteBuilder({ engine, scope }: Extract<Handle, { kind: "sqlite" }>): Db {
  const db = sqliteDrizzle(async (text, params, method) => {
    try {
      const rows = scope
        ? await engine.queryIn(scope, text, params, "arrays")
        : await engine.query(text, params, "arrays");
      // sqlite-proxy takes the one row itself for get(), and undefined for none.
      return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
    } catch (error) {
      // drizzle prints the parameters in its error, and they may be secrets.
      params.length = 0;
      throw error;
    }
  });
  return Object.assign(db, { transaction: refuseOwnTransaction }) as unknown as Db;
}

function postgresBuilder({ sql }: Extract<Handle, { kind: "postgres" }>): Db {
  // drizzle writes its own codecs into these options; the real ones are set once by setCodecs().
  const client = { ...sql, options: { parsers: {}, serializers: {} } };
  const db = postgresDrizzle(client as unknown as Sql);
  return Object.assign(db, { transaction: refuseOwnTransaction }) as unknown as Db;
}

function refuseOwnTransaction(): never {
  throw new Error("Use transaction(db, body) of db/transaction.ts.");
}
