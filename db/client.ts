import { mkdirSync } from "node:fs";
import type Database from "better-sqlite3";
import postgres from "postgres";
import { env } from "#lib/env.ts";
import { createBuilder } from "./builders.ts";
import { closeOrigin, type DatabaseOptions, type Db, newOrigin } from "./handle.ts";
import { outerSql, type PostgresClient, setCodecs } from "./postgres-engine.ts";
import { createScopes } from "./scope.ts";
import { openSqliteConnection, sqliteFile } from "./sqlite-connection.ts";
import { createSqliteEngine, type NativeConnection } from "./sqlite-engine.ts";

export type { DatabaseOptions, Db, Tx } from "./handle.ts";
export { openSqliteConnection, sqliteFile } from "./sqlite-connection.ts";

export type OpenDatabase = {
  db: Db;
  /** Waits for the running transaction, then closes every connection. */
  close(): Promise<void>;
};

/** Opens a database without touching its schema. The SQLite file and its folder are made when absent. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  return options.type === "sqlite" ? openSqlite(options.dataDir) : openPostgres(options);
}

function openSqlite(dataDir: string): OpenDatabase {
  mkdirSync(dataDir, { recursive: true });
  const scopes = createScopes();
  const writer = openSqliteConnection(sqliteFile(dataDir));
  const reader = openSqliteConnection(sqliteFile(dataDir));
  reader.pragma("query_only = ON");
  const engine = createSqliteEngine(native(writer), native(reader), scopes);
  const origin = newOrigin({ type: "sqlite", dataDir });
  return {
    db: createBuilder({ kind: "sqlite", origin, scopes, engine }),
    close: async () => {
      await closeOrigin(origin);
      await engine.close();
    },
  };
}

const native = (connection: Database.Database) => connection as unknown as NativeConnection;

type PostgresTarget = Omit<Extract<DatabaseOptions, { type: "postgres" }>, "type">;

function openPostgres({ url, maxConnections = 10, preferIndexes = false }: PostgresTarget): OpenDatabase {
  const scopes = createScopes();
  const client = openPostgresConnection(url, { maxConnections, preferIndexes }) as unknown as PostgresClient;
  const origin = newOrigin({ type: "postgres", url, maxConnections });
  const db = createBuilder({ kind: "postgres", origin, scopes, client, sql: outerSql(client, scopes) });
  return {
    db,
    close: async () => {
      await client.end({ timeout: 5 });
      // After it: a transaction that was still under way may have rung, and so opened what sends.
      await closeOrigin(origin);
    },
  };
}

/** A bare postgres.js pool with the codecs and time zone that a Db has. For the migrator and tools; others use a Db. */
export function openPostgresConnection(
  url: string,
  { maxConnections = 1, preferIndexes = false }: Omit<PostgresTarget, "url"> = {},
): postgres.Sql {
  const client = postgres(url, {
    max: maxConnections,
    connect_timeout: 10,
    onnotice: () => {},
    connection: {
      application_name: "metarr",
      TimeZone: "UTC",
      // Not by force_custom_plan, with which the checks of foreign keys and owners are planned for every row.
      ...(preferIndexes && { enable_seqscan: "off" }),
    },
  });
  setCodecs(client.options as unknown as PostgresClient["options"]);
  return client;
}

// Next loads this module several times in a process; two writers in one process would wait for each other.
const singleton = Symbol.for("metarr.db");
const shared: typeof globalThis & { [singleton]?: OpenDatabase } = globalThis;

/**
 * The database of this process, opened at the first call. `preferIndexes`: for the worker, whose prepared statements are
 * planned while tables are nearly empty, and would read them whole long after they are full.
 */
export function getDb({ preferIndexes = false } = {}): Db {
  shared[singleton] ??= openDatabase(
    env.DB_TYPE === "postgres"
      ? { type: "postgres", url: env.DATABASE_URL ?? "", preferIndexes }
      : { type: "sqlite", dataDir: env.DATA_DIR },
  );
  return shared[singleton].db;
}

/** Makes an opened database the one getDb() answers with, for tests and tools. Whoever opened it closes it. */
export function installDatabase(opened: OpenDatabase): void {
  shared[singleton] = opened;
}

/** Closes the database of this process; the next getDb() opens it again. */
export async function closeDb(): Promise<void> {
  const open = shared[singleton];
  delete shared[singleton];
  await open?.close();
}
