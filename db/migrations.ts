import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { AppError } from "#lib/errors.ts";

/** One step of the schema: a folder `YYYYMMDD_NNN_description` with up and down for each engine. */
export type Migration = { name: string; up: string; down: string; checksum: string };

const folder = new URL("./migrations/", import.meta.url);
const namePattern = /^\d{8}_\d{3}_[a-z0-9_]+$/;

/** Every migration this version of Metarr knows, oldest first. */
export function listMigrations(engine: "sqlite" | "postgres"): Migration[] {
  return readdirSync(folder)
    .filter((name) => namePattern.test(name))
    .sort()
    .map((name) => {
      const up = readFileSync(new URL(`${name}/${engine}.up.sql`, folder), "utf8");
      const down = readFileSync(new URL(`${name}/${engine}.down.sql`, folder), "utf8");
      return { name, up, down, checksum: createHash("sha256").update(up).digest("hex") };
    });
}

export type MigrationCommand = "latest" | "rollback" | "status";

/** What a command did: names applied or taken back, and the state after it. */
export type MigrationReport = { changed: string[]; applied: string[]; pending: string[]; backup?: string };

/** What one engine hands to the plan: names in the database, oldest first. */
export type Step = { run: Migration[]; direction: "up" | "down" };

/** Chooses the steps of a command. Throws when the database knows a migration this version does not. */
export function planMigration(command: MigrationCommand, known: Migration[], applied: string[]): Step {
  const names = new Set(known.map((migration) => migration.name));
  const foreign = applied.filter((name) => !names.has(name));
  if (foreign.length > 0) {
    throw new AppError(
      "conflict",
      `This database was made by a newer Metarr (${foreign.join(", ")}). Start the newer version, or restore a backup of this one.`,
    );
  }
  if (command === "latest") return { run: known.filter((item) => !applied.includes(item.name)), direction: "up" };
  const last = known.filter((item) => applied.includes(item.name)).at(-1);
  return { run: command === "rollback" && last ? [last] : [], direction: "down" };
}
