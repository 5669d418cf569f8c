import { pathToFileURL } from "node:url";
import { dialect } from "#db/dialect/index.ts";
import * as schema from "#db/schema/index.ts";

/** The statements that make the Drizzle schema from nothing, on the engine named by DB_TYPE. */
export async function schemaStatements(): Promise<string[]> {
  const kit = await import("drizzle-kit/api");
  if (dialect === "postgres") {
    return kit.generateMigration(kit.generateDrizzleJson({}), kit.generateDrizzleJson(schema));
  }
  const empty = await kit.generateSQLiteDrizzleJson({});
  return kit.generateSQLiteMigration(empty, await kit.generateSQLiteDrizzleJson(schema));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log((await schemaStatements()).join("\n"));
}
