import { getConstructionPlans } from "pg-boss";
import postgres from "postgres";
import { type Migration, type MigrationCommand, type MigrationReport, planMigration } from "./migrations.ts";

const ledger =
  "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())";

/** Any constant will do, as long as every Metarr uses the same one. */
const lockKey = 7_241_836_502;

export async function migratePostgres(params: {
  command: MigrationCommand;
  url: string;
  known: Migration[];
}): Promise<MigrationReport> {
  const { command, url, known } = params;
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await client.begin(async (sql) => {
      await lockMigrations(sql);
      await sql.unsafe(ledger);
      const step = planMigration(command, known, await appliedNames(sql));
      for (const migration of step.run) {
        await sql.unsafe(step.direction === "up" ? migration.up : migration.down);
        if (step.direction === "up") {
          await sql`INSERT INTO schema_migrations (name, checksum) VALUES (${migration.name}, ${migration.checksum})`;
        } else await sql`DELETE FROM schema_migrations WHERE name = ${migration.name}`;
      }
      const applied = await appliedNames(sql);
      if (command !== "status") await keepBellSchema(sql, applied.length > 0);
      return {
        changed: step.run.map((migration) => migration.name),
        applied,
        pending: known.map((migration) => migration.name).filter((name) => !applied.includes(name)),
      };
    });
  } finally {
    await client.end();
  }
}

/** Until the transaction ends, nobody else changes the schema. */
export async function lockMigrations(sql: postgres.TransactionSql): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${lockKey})`;
}

async function appliedNames(sql: postgres.TransactionSql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`SELECT name FROM schema_migrations ORDER BY name`;
  return rows.map((row) => row.name);
}

/** pg-boss keeps its bell in a schema of its own, made and dropped with ours. */
export async function keepBellSchema(sql: postgres.TransactionSql, wanted: boolean): Promise<void> {
  const [found] = await sql`SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss'`;
  if (!wanted && found) await sql.unsafe("DROP SCHEMA pgboss CASCADE");
  if (wanted && !found) await sql.unsafe(withoutTransaction(getConstructionPlans("pgboss")));
}

/** The plan brings its own BEGIN and COMMIT; ours is already open. */
function withoutTransaction(plan: string): string {
  return plan.replace(/^\s*BEGIN;/m, "").replace(/COMMIT;\s*$/m, "");
}
