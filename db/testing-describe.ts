import { join } from "node:path";
import Database from "better-sqlite3";
import postgres from "postgres";
import type { TestTarget } from "./testing.ts";

/** One line per fact of a schema, sorted: tables, columns, indexes, keys, checks and triggers. For comparing two. */
export async function describeSchema(target: TestTarget): Promise<string[]> {
  const facts = target.type === "sqlite" ? describeSqlite(target.dataDir) : await describePostgres(target.url);
  return facts.filter((fact) => !fact.includes("schema_migrations")).sort();
}

function describeSqlite(dataDir: string): string[] {
  const connection = new Database(join(dataDir, "metarr.sqlite"), { readonly: true });
  try {
    return connection
      .prepare<[], { sql: string }>(
        "SELECT type || ' ' || name || ' ' || sql AS sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      )
      .all()
      .map((row) => inAnyOrder(row.sql.replaceAll(/\s+/g, " ")));
  } finally {
    connection.close();
  }
}

/** Columns added later stand behind the keys in SQLite's text of a table: the order of its parts says nothing. */
function inAnyOrder(sql: string): string {
  if (!sql.startsWith("table ")) return sql;
  const [, head = "", body = ""] = /^([^(]*)\((.*)\)$/.exec(sql) ?? [];
  const parts = body.split(/, ?(?![^(]*\))/).map((part) => part.trim());
  return `${head}(${parts.sort().join(", ")})`;
}

const postgresFacts = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS fact
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(c.oid)
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'public'
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND n.nspname = 'public'`;

async function describePostgres(url: string): Promise<string[]> {
  const client = postgres(url, { max: 1 });
  try {
    const rows = await client.unsafe<{ fact: string }[]>(postgresFacts);
    return rows.map((row) => row.fact);
  } finally {
    await client.end();
  }
}

/** Runs plain statements on a target, outside Metarr's own client. */
export async function runStatements(target: TestTarget, statements: string): Promise<void> {
  if (target.type === "sqlite") {
    const connection = new Database(join(target.dataDir, "metarr.sqlite"));
    try {
      connection.exec(statements);
    } finally {
      connection.close();
    }
    return;
  }
  const client = postgres(target.url, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(statements);
  } finally {
    await client.end();
  }
}
