import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isDeepStrictEqual } from "node:util";
import type postgres from "postgres";
import { AppError } from "#lib/errors.ts";
import { openPostgresConnection } from "./client.ts";
import { quote } from "./dump-postgres.ts";
import { isBusy } from "./errors.ts";
import { keepBellSchema, lockMigrations } from "./migrate-postgres.ts";
import { listMigrations, planMigration } from "./migrations.ts";

export type LoadedTable = { name: string; columns: readonly string[]; rows: number; open(): Readable };

type Load = {
  url: string;
  /** Those that the rows were written under. */
  migrations: readonly string[];
  tables: readonly LoadedTable[];
  sequences: Readonly<Record<string, number>>;
  onTable?: (done: number) => void;
  /** Runs last, before all of it counts. */
  beforeCommit?: () => void;
};

/** How long other people's statements may hold a table. */
const lockTimeout = "10s";

/**
 * Replaces everything of Metarr in a database by these rows, in one transaction: whoever looks sees the old or the new,
 * and a process that dies leaves the old. The schema is made anew by the migrations the rows were written under, then
 * brought to the newest. Throws `conflict` when somebody uses it, and `invalid` when a row is missing or does not fit.
 */
export async function loadPostgres({ url, migrations, tables, sequences, onTable, beforeCommit }: Load): Promise<void> {
  const client = openPostgresConnection(url);
  const known = listMigrations("postgres");
  try {
    await client.begin(async (sql) => {
      await sql.unsafe(`SET LOCAL lock_timeout = '${lockTimeout}'`);
      await lockMigrations(sql);
      await assertUnused(sql);
      await dropEverything(sql);
      await applyMigrations(
        sql,
        known.filter(({ name }) => migrations.includes(name)),
      );
      const present = await listTables(sql);
      if (!isDeepStrictEqual(present, tables.map(({ name }) => name).sort())) throw wrongTables();
      const restoreKeys = await dropForeignKeys(sql);
      await loadTables(sql, { tables, ...(onTable && { onTable }) });
      await restoreKeys();
      for (const [name, last] of Object.entries(sequences))
        await sql`SELECT setval(${`public.${quote(name)}`}::regclass, ${last})`;
      await applyMigrations(
        sql,
        known.filter(({ name }) => !migrations.includes(name)),
      );
      await keepBellSchema(sql, true);
      beforeCommit?.();
    });
  } catch (error) {
    if (isBusy(error)) throw inUse(error);
    throw error;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Throws `conflict` when a server, worker or command of Metarr is connected to the database. */
export async function assertPostgresUnused(url: string): Promise<void> {
  const client = openPostgresConnection(url);
  try {
    await assertUnused(client);
  } finally {
    await client.end();
  }
}

async function assertUnused(sql: postgres.ISql): Promise<void> {
  const others = await sql`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND application_name IN ('metarr', 'pgboss') LIMIT 1`;
  if (others.length > 0) throw inUse();
}

const inUse = (cause?: unknown) =>
  new AppError("conflict", "Metarr is running on this database. Stop its server and its workers first.", { cause });

/** Takes every migration back, newest first, as `migrate rollback` does; what is not Metarr's stays. */
async function dropEverything(sql: postgres.TransactionSql): Promise<void> {
  const [ledger] = await sql`SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'schema_migrations'`;
  await keepBellSchema(sql, false);
  if (!ledger) {
    await sql`CREATE TABLE schema_migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())`;
    return;
  }
  const applied = await sql<{ name: string }[]>`SELECT name FROM schema_migrations ORDER BY name DESC`;
  const known = listMigrations("postgres");
  planMigration(
    "status",
    known,
    applied.map(({ name }) => name),
  );
  for (const { name } of applied) await sql.unsafe(known.find((migration) => migration.name === name)?.down ?? "");
  await sql`DELETE FROM schema_migrations`;
}

async function applyMigrations(sql: postgres.TransactionSql, wanted: ReturnType<typeof listMigrations>): Promise<void> {
  for (const { name, up, checksum } of wanted) {
    await sql.unsafe(up);
    await sql`INSERT INTO schema_migrations (name, checksum) VALUES (${name}, ${checksum})`;
  }
}

async function listTables(sql: postgres.TransactionSql): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'`;
  return found.map(({ name }) => name).sort();
}

/** Rows of one table may name rows of a later one. Returns what makes the keys anew, which checks every row. */
async function dropForeignKeys(sql: postgres.TransactionSql): Promise<() => Promise<void>> {
  const keys = await sql<{ owner: string; name: string; definition: string }[]>`
    SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`;
  const all = (statements: string[]) => sql.unsafe(statements.join(";\n"));
  await all(keys.map(({ owner, name }) => `ALTER TABLE ${owner} DROP CONSTRAINT ${quote(name)}`));
  return async () => {
    await all(
      keys.map(({ owner, name, definition }) => `ALTER TABLE ${owner} ADD CONSTRAINT ${quote(name)} ${definition}`),
    );
  };
}

async function loadTables(sql: postgres.TransactionSql, { tables, onTable }: Pick<Load, "tables" | "onTable">) {
  const onEach = (statement: (table: string) => string) =>
    sql.unsafe(tables.map(({ name }) => statement(quote(name))).join(";\n"));
  // What triggers check held when the rows were written, and they would look for rows that are still to come.
  await onEach((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}`);
  for (const [index, { name, columns, rows, open }] of tables.entries()) {
    if (rows === 0) continue;
    const copy = sql.unsafe(`COPY ${quote(name)} (${columns.map(quote).join(", ")}) FROM STDIN`);
    await pipeline(open(), await copy.writable());
    onTable?.(index + 1);
  }
  await onEach((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await assertCounts(sql, tables);
}

async function assertCounts(sql: postgres.TransactionSql, tables: readonly LoadedTable[]): Promise<void> {
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::text AS count FROM ${quote(name)}`);
  const found = await sql.unsafe<{ name: string; count: string }[]>(counts.join(" UNION ALL "));
  const countOf = new Map(found.map(({ name, count }) => [name, Number(count)]));
  const wrong = tables.find(({ name, rows }) => countOf.get(name) !== rows);
  if (!wrong) return;
  const { name, rows } = wrong;
  throw new AppError(
    "invalid",
    `The table ${name} would have ${countOf.get(name)} rows, not ${rows}. Nothing was changed.`,
  );
}

const wrongTables = () =>
  new AppError("invalid", "This backup does not have the tables that its version of Metarr had. Nothing was changed.");
