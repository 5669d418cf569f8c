import type { Readable } from "node:stream";
import type postgres from "postgres";
import { openPostgresConnection } from "./client.ts";

export type DumpedTable = { name: string; columns: string[] };

export type PostgresDump = {
  version: string;
  migrations: string[];
  /** Every table but the ledger of migrations. */
  tables: DumpedTable[];
  /** The last number each sequence gave; those that gave none are left out. */
  sequences: Record<string, number>;
  /** The rows in COPY's text form: one line each. */
  copyTable(table: string): Promise<Readable>;
};

type Where = { url: string; signal?: AbortSignal | undefined };

/** Reads a database as it is at one moment, while others write. An abort ends the connection, and what is read from it. */
export async function dumpPostgres<T>({ url, signal }: Where, body: (dump: PostgresDump) => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  const client = openPostgresConnection(url);
  const onAbort = () => void client.end({ timeout: 0 });
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await client
      .begin("isolation level repeatable read read only", async (sql) => body(await describe(sql)))
      .then((result) => result as T);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await client.end({ timeout: 5 });
  }
}

async function describe(sql: postgres.TransactionSql): Promise<PostgresDump> {
  const [server] = await sql<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
  const migrations = await sql<{ name: string }[]>`SELECT name FROM schema_migrations ORDER BY name`;
  const tables = await sql<DumpedTable[]>`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_migrations'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname`;
  const sequences = await sql<{ name: string; last: string }[]>`
    SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL`;
  const columnsOf = new Map(tables.map(({ name, columns }) => [name, columns]));
  return {
    version: server?.version ?? "",
    migrations: migrations.map(({ name }) => name),
    tables: [...tables],
    sequences: Object.fromEntries(sequences.map(({ name, last }) => [name, Number(last)])),
    copyTable: (table) =>
      sql.unsafe(`COPY ${quote(table)} (${(columnsOf.get(table) ?? []).map(quote).join(", ")}) TO STDOUT`).readable(),
  };
}

/** A name in a statement. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
