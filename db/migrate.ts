import { env } from "#lib/env.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { listMigrations, type MigrationCommand, type MigrationReport } from "./migrations.ts";

export type MigrationTarget = { type: "sqlite"; dataDir: string } | { type: "postgres"; url: string };
/** The database of this process's environment. */
function migrationTarget(): MigrationTarget {
  return env.DB_TYPE === "postgres"
    ? { type: "postgres", url: env.DATABASE_URL ?? "" }
    : { type: "sqlite", dataDir: env.DATA_DIR };
}

/**
 * Brings a database to the newest schema, takes the last step back, or tells where it stands.
 * All steps of a command are one transaction: a process that dies leaves the old schema or the new one. A second
 * process waits for the first and then finds nothing to do. SQLite is copied to backups/ before anything changes.
 */
export function migrate(
  command: MigrationCommand,
  target: MigrationTarget = migrationTarget(),
): Promise<MigrationReport> {
  const known = listMigrations(target.type);
  return target.type === "postgres"
    ? migratePostgres({ command, url: target.url, known })
    : migrateSqlite({ command, dataDir: target.dataDir, known });
}
