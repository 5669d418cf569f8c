import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { schemaStatements } from "#scripts/print-schema.ts";
import { dialect } from "./dialect/index.ts";
import { migrate } from "./migrate.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { listMigrations, type Migration, type MigrationCommand } from "./migrations.ts";
import { type TestTarget, testTarget } from "./testing.ts";
import { describeSchema, runStatements } from "./testing-describe.ts";
import { triggerSql } from "./testing-trigger-sql.ts";

const known = listMigrations(dialect);

function migrateWith(target: TestTarget, migrations: Migration[], command: MigrationCommand = "latest") {
  return target.type === "sqlite"
    ? migrateSqlite({ command, dataDir: target.dataDir, known: migrations })
    : migratePostgres({ command, url: target.url, known: migrations });
}

const next = (up: string, down = "DROP TABLE later"): Migration => ({
  name: "29990101_001_later",
  up,
  down,
  checksum: "later",
});

test("the migrated schema is the one the code describes", async () => {
  const migrated = await testTarget();
  const described = await testTarget({ empty: true });
  const statements = (await schemaStatements()).map((statement) => statement.trim().replace(/;?$/, ";"));
  await runStatements(described, [...statements, triggerSql[dialect]()].join("\n"));
  expect(await describeSchema(migrated)).toEqual(await describeSchema(described));
});

test("R19 down and up again gives an equal schema and keeps what existed before", async () => {
  const target = await testTarget();
  const before = await describeSchema(target);
  await runStatements(target, "INSERT INTO genres (id, name) VALUES (1, 'Western')");
  const later = [...known, next("CREATE TABLE later (id integer PRIMARY KEY)")];
  await migrateWith(target, later);
  await migrateWith(target, later, "rollback");
  expect(await describeSchema(target)).toEqual(before);
  await expect(runStatements(target, "INSERT INTO genres (id, name) VALUES (2, 'Western')")).rejects.toThrow(/unique/i);
  for (const _migration of known) await migrateWith(target, known, "rollback");
  expect(await describeSchema(target)).toEqual([]);
  await migrateWith(target, known);
  expect(await describeSchema(target)).toEqual(before);
});

const first = known[0];
if (!first) throw new Error("no migration");
const statements = known.flatMap(({ up }) =>
  up.replace(/;\s*$/, "").split(/;\n(?=CREATE TABLE|CREATE INDEX|CREATE UNIQUE|ALTER)/),
);

test("R19 a migration that fails at any statement leaves the old schema", async () => {
  const every = process.env.FAULTS ? 1 : Math.ceil(statements.length / 8);
  const target = await testTarget({ empty: true });
  for (let count = 1; count < statements.length; count += every) {
    const broken = { ...first, up: `${statements.slice(0, count).join(";\n")};\nSELECT no_such_function();` };
    await expect(migrateWith(target, [broken])).rejects.toThrow();
    expect(await describeSchema(target)).toEqual([]);
  }
  await migrateWith(target, known);
  expect((await migrateWith(target, known, "status")).pending).toEqual([]);
});

/** Statements of the migrations after which the process is killed; all of them in the long tier. */
const kills = process.env.FAULTS ? statements.length : 4;

test("R19 a migration killed inside its transaction leaves the old schema, and after it the new one", {
  timeout: 60_000 + kills * 5000,
}, async () => {
  const target = await testTarget({ empty: true });
  for (let kill = 1; kill <= kills; kill += 1) {
    const done = Math.round((kill * statements.length) / kills);
    expect(await endOfKilled(target, done)).toEqual({ signal: "SIGKILL", output: `killed after ${done}` });
    expect(await describeSchema(target)).toEqual([]);
    expect((await migrateWith(target, known, "status")).applied).toEqual([]);
  }
  const migrated = await describeSchema(await testTarget());
  expect(await endOfKilled(target, "commit")).toEqual({ signal: "SIGKILL", output: "killed after commit" });
  expect(await describeSchema(target)).toEqual(migrated);
});

function endOfKilled(target: TestTarget, after: number | "commit"): Promise<{ signal: string | null; output: string }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "migrate.child.ts"), JSON.stringify(target), `${after}`],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  child.stdin.end(JSON.stringify(statements));
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  return new Promise((resolve) => child.once("close", (_code, signal) => resolve({ signal, output })));
}

test("two processes at once migrate once", async () => {
  const target = await testTarget({ empty: true });
  const reports = await Promise.all([runInChild(target), runInChild(target)]);
  expect(reports.map((report) => report.changed.length).sort()).toEqual([0, known.length]);
});

function runInChild(target: TestTarget): Promise<{ changed: string[] }> {
  const script = `import { migrate } from "#db/migrate.ts"; process.stdout.write(JSON.stringify(await migrate("latest", JSON.parse(process.argv[1]))));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(target)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`exit ${code}`))));
  });
}

test("R19 a database made by a newer version is refused and left alone", async () => {
  const target = await testTarget();
  await migrateWith(target, [...known, next("CREATE TABLE later (id integer PRIMARY KEY)")]);
  const before = await describeSchema(target);
  await expect(migrate("latest", target)).rejects.toThrow(/newer Metarr/);
  await expect(migrate("rollback", target)).rejects.toThrow(/newer Metarr/);
  expect(await describeSchema(target)).toEqual(before);
});

test.runIf(dialect === "sqlite")("a SQLite database is copied before it is changed", async () => {
  const target = await testTarget();
  if (target.type !== "sqlite") throw new Error("not SQLite");
  const report = await migrateWith(target, [...known, next("CREATE TABLE later (id integer PRIMARY KEY)")]);
  expect(readdirSync(join(target.dataDir, "backups"))).toHaveLength(1);
  expect(report.backup).toContain("before-migration");
});
