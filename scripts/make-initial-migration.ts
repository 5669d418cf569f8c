import { mkdir, writeFile } from "node:fs/promises";
import { getTableName, is, Table } from "drizzle-orm";
import { dialect } from "#db/dialect/index.ts";
import * as schema from "#db/schema/index.ts";
import { schemaStatements } from "./print-schema.ts";
import { triggerFunctions, triggerSql } from "./trigger-sql.ts";

/**
 * Writes the first migration from the Drizzle schema, for the engine named by DB_TYPE.
 * Used until the first release; from then on a migration is never changed, and a new one is written by hand.
 */
const folder = new URL("../db/migrations/20261123_001_initial_schema/", import.meta.url);

const tables = Object.values<unknown>(schema)
  .filter((value) => is(value, Table))
  .map((table) => getTableName(table));

function down(): string {
  if (dialect === "sqlite") return tables.map((name) => `DROP TABLE "${name}";`).join("\n");
  const functions = triggerFunctions.map((name) => `DROP FUNCTION ${name}();`);
  return [`DROP TABLE ${tables.map((name) => `"${name}"`).join(", ")} CASCADE;`, ...functions].join("\n");
}

await mkdir(folder, { recursive: true });
const statements = (await schemaStatements()).map((statement) => statement.trim().replace(/;?$/, ";"));
await writeFile(new URL(`${dialect}.up.sql`, folder), `${[...statements, triggerSql[dialect]()].join("\n")}\n`);
await writeFile(new URL(`${dialect}.down.sql`, folder), `${down()}\n`);
