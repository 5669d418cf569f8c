import { setTimeout as sleep } from "node:timers/promises";
import { createTx } from "./builders.ts";
import { isSerializationFailure } from "./errors.ts";
import { type Db, type Handle, handleOf, type Tx } from "./handle.ts";
import { scopedSql, type TransactionSql } from "./postgres-engine.ts";
import { assertOutside, closeScope, openScope, runAfterCommit, runBody, type Scope } from "./scope.ts";

/** How long a body is run again after conflicts with other transactions. */
const conflictLimitMs = 10_000;

type SqliteHandle = Extract<Handle, { kind: "sqlite" }>;
type PostgresHandle = Extract<Handle, { kind: "postgres" }>;
type Body<T> = (tx: Tx) => Promise<T>;

/**
 * Runs the body with everything kept or nothing. Called with a tx it is a savepoint: only the inner part is lost when it throws.
 * The body does database work only, since it runs again after a conflict, and it awaits every query.
 * SQLite: BEGIN IMMEDIATE, one writer at a time. PostgreSQL: REPEATABLE READ, so that what was read is still true at commit.
 */
export async function transaction<T>(db: Db, body: Body<T>): Promise<T> {
  const handle = handleOf(db);
  if (handle.scope) return savepoint(handle, handle.scope, body);
  assertOutside(handle.scopes);
  return handle.kind === "sqlite" ? onSqlite(handle, body) : onPostgres(handle, body);
}

/**
 * Runs a function once the outermost transaction is committed, such as ringing the bell of the worker in this process.
 * Dropped when the transaction or its savepoint rolls back. It must not throw: the data is kept already.
 */
export function onCommit(tx: Tx, run: () => void): void {
  const { scope } = handleOf(tx);
  if (!scope) throw new Error("onCommit needs the tx of transaction().");
  scope.afterCommit.push(run);
}

async function onSqlite<T>(handle: SqliteHandle, body: Body<T>): Promise<T> {
  const scope = openScope();
  const tx = createTx({ ...handle, scope });
  const result = await handle.engine.transaction(() => runBody(handle.scopes, scope, () => body(tx)));
  runAfterCommit(scope);
  return result;
}

async function onPostgres<T>(handle: PostgresHandle, body: Body<T>): Promise<T> {
  const giveUpAt = performance.now() + conflictLimitMs;
  for (let attempt = 1; ; attempt++) {
    const scope = openScope();
    try {
      const result = await handle.client.begin("isolation level repeatable read", (connection) =>
        runBody(handle.scopes, scope, () => body(postgresTx(handle, scope, connection))),
      );
      runAfterCommit(scope);
      return result;
    } catch (error) {
      if (!isSerializationFailure(error) || performance.now() > giveUpAt) throw error;
      await sleep(Math.random() * Math.min(4 * 2 ** attempt, 100));
    }
  }
}

const postgresTx = (handle: PostgresHandle, scope: Scope, connection: TransactionSql) =>
  createTx({ ...handle, scope, connection, sql: scopedSql(connection, scope) });

async function savepoint<T>(handle: Handle, parent: Scope, body: Body<T>): Promise<T> {
  const scope = openScope(parent);
  try {
    const result =
      handle.kind === "sqlite"
        ? await sqliteSavepoint(handle, parent, () =>
            runBody(handle.scopes, scope, () => body(createTx({ ...handle, scope }))),
          )
        : await connectionOf(handle).savepoint((connection) =>
            runBody(handle.scopes, scope, () => body(postgresTx(handle, scope, connection))),
          );
    parent.afterCommit.push(...scope.afterCommit);
    return result;
  } finally {
    closeScope(scope, parent);
  }
}

async function sqliteSavepoint<T>({ engine }: SqliteHandle, parent: Scope, work: () => Promise<T>): Promise<T> {
  engine.control("SAVEPOINT inner_part");
  try {
    const result = await work();
    engine.control("RELEASE inner_part");
    return result;
  } catch (error) {
    try {
      engine.control("ROLLBACK TO inner_part");
      engine.control("RELEASE inner_part");
    } catch {
      // SQLite has rolled back the whole transaction on its own, as it does on a full disk: nothing of it may go on.
      parent.failure ??= { error };
    }
    throw error;
  }
}

function connectionOf(handle: PostgresHandle): TransactionSql {
  if (!handle.connection) throw new Error("A savepoint needs the tx of transaction().");
  return handle.connection;
}
