import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startPostgres } from "#scripts/postgres.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { listMigrations } from "./migrations.ts";

/** Starts a PostgreSQL for the whole run and migrates one database; every test file gets a copy. */
export default async function setup(project: TestProject) {
  const server = await startPostgres({ inMemory: true });
  const admin = postgres(server.url("postgres"), { max: 1 });
  await admin.unsafe("CREATE DATABASE metarr_template");
  await admin.end();
  await migratePostgres({ command: "latest", url: server.url("metarr_template"), known: listMigrations("postgres") });
  project.provide("template", "metarr_template");
  project.provide("server", server.url("postgres"));
  return () => server.stop();
}
