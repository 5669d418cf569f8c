// Started by migrate.test.ts: node migrate.child.ts TARGET AFTER, with a list of statements on standard input. Runs them
// as one command of the migrator, and is killed after that many of them, or after `commit`.
import { writeSync } from "node:fs";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { migratePostgres } from "./migrate-postgres.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import type { Migration } from "./migrations.ts";
import type { TestTarget } from "./testing.ts";

const target: TestTarget = JSON.parse(process.argv[2] ?? "");
const after = process.argv[3];
const statements = z.array(z.string()).parse(JSON.parse(await text(process.stdin)));

// The migrator reads a step when it comes to it, inside the one transaction of all steps.
const steps: Migration[] = statements.map((up, index) => stepOf(index, () => up));
const last = stepOf(steps.length, () => "");
const known = [...steps, last].map((step, index) => (String(index) === after ? stepOf(index, die) : step));

function stepOf(index: number, readUp: () => string): Migration {
  const name = `20000101_${String(index).padStart(3, "0")}_step`;
  return {
    name,
    get up() {
      return readUp();
    },
    down: "",
    checksum: name,
  };
}

function die(): string {
  writeSync(1, `killed after ${after}`);
  process.kill(process.pid, "SIGKILL");
  return "";
}

const command = "latest";
if (target.type === "sqlite") await migrateSqlite({ command, dataDir: target.dataDir, known });
else await migratePostgres({ command, url: target.url, known });
if (after === "commit") die();
