import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { listMigrations } from "./migrations.ts";

/** Migrates one database for the whole run; every test file gets a copy. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), "metarr-template-"));
  await migrateSqlite({ command: "latest", dataDir, known: listMigrations("sqlite") });
  project.provide("template", join(dataDir, "metarr.sqlite"));
  project.provide("server", "");
  return () => rmSync(dataDir, { recursive: true, force: true });
}

declare module "vitest" {
  export interface ProvidedContext {
    /** SQLite: path of the migrated file. PostgreSQL: name of the migrated database. */
    template: string;
    /** PostgreSQL: connection string of the server's own database. */
    server: string;
  }
}
