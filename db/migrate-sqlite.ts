import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "#lib/errors.ts";
import { type Migration, type MigrationCommand, type MigrationReport, planMigration } from "./migrations.ts";

const ledger =
  "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamp NOT NULL)";

type Params = { command: MigrationCommand; dataDir: string; known: Migration[] };

export async function migrateSqlite({ command, dataDir, known }: Params): Promise<MigrationReport> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "metarr.sqlite");
  const existed = existsSync(file);
  // A second process waits here for the first; nothing else runs in this process yet, so waiting may block.
  const connection = new Database(file, { timeout: 120_000 });
  try {
    connection.pragma("journal_mode = WAL");
    const backup = existed ? backUpBeforeChange(connection, { command, dataDir, known }) : undefined;
    // Rebuilding a table with foreign keys on would cascade; the check before COMMIT takes their place.
    connection.pragma("foreign_keys = OFF");
    connection.exec("BEGIN EXCLUSIVE");
    try {
      const report = runSteps(connection, command, known);
      connection.exec("COMMIT");
      return backup === undefined || report.changed.length === 0 ? report : { ...report, backup };
    } catch (error) {
      if (connection.inTransaction) connection.exec("ROLLBACK");
      throw error;
    }
  } finally {
    connection.close();
  }
}

function runSteps(connection: Database.Database, command: MigrationCommand, known: Migration[]): MigrationReport {
  connection.exec(ledger);
  const step = planMigration(command, known, appliedNames(connection));
  for (const migration of step.run) {
    connection.exec(step.direction === "up" ? migration.up : migration.down);
    if (step.direction === "up") {
      connection
        .prepare("INSERT INTO schema_migrations VALUES (?, ?, ?)")
        .run(migration.name, migration.checksum, new Date().toISOString());
    } else connection.prepare("DELETE FROM schema_migrations WHERE name = ?").run(migration.name);
  }
  const broken = connection.pragma("foreign_key_check");
  if (Array.isArray(broken) && broken.length > 0) {
    throw new AppError(
      "conflict",
      `The migration would leave ${broken.length} rows without their parent. Nothing was changed.`,
    );
  }
  const applied = appliedNames(connection);
  return {
    changed: step.run.map((migration) => migration.name),
    applied,
    pending: known.map((migration) => migration.name).filter((name) => !applied.includes(name)),
  };
}

function appliedNames(connection: Database.Database): string[] {
  const rows = connection.prepare<[], { name: string }>("SELECT name FROM schema_migrations ORDER BY name").all();
  return rows.map((row) => row.name);
}

/** Copies the database while it is still whole. Returns the path, or undefined when no step is due. */
function backUpBeforeChange(connection: Database.Database, { command, dataDir, known }: Params): string | undefined {
  const hasLedger = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'").get();
  if (!hasLedger) return undefined;
  const applied = appliedNames(connection);
  if (applied.length === 0 || planMigration(command, known, applied).run.length === 0) return undefined;
  const folder = join(dataDir, "backups");
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const path = join(folder, `before-migration-${stamp}.sqlite`);
  connection.prepare("VACUUM INTO ?").run(path);
  return path;
}
