import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { DatabaseOptions } from "#db/handle.ts";
import { type RestoredBackup, restoreBackup } from "#lib/backup/restore-backup.ts";
import { engineLabels } from "#lib/backup/vocabulary.ts";
import { writeBackup } from "#lib/backup/write-backup.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { printJson, say } from "./output.ts";

type BackupFlags = { withCache?: boolean; withSecrets?: boolean; json?: boolean };
type RestoreFlags = { yes?: boolean; json?: boolean };

/** The database of this process's environment, which is not opened for it. */
const target = (): DatabaseOptions =>
  env.DB_TYPE === "postgres"
    ? { type: "postgres", url: env.DATABASE_URL ?? "" }
    : { type: "sqlite", dataDir: env.DATA_DIR };

export function addBackupCommands(program: Command): void {
  program
    .command("backup <file>")
    .description("copy the database into one file, while Metarr runs")
    .option("--with-cache", "pictures and trailers too")
    .option("--with-secrets", "the secret that providers' keys are encrypted with; keep such a file to yourself")
    .option("--json", "print one JSON object")
    .action(backUp);
  program
    .command("restore <file>")
    .description("put a backup in the place of the database; Metarr must be stopped")
    .option("--yes", "do not ask")
    .option("--json", "print one JSON object")
    .action(restore);
}

async function backUp(path: string, flags: BackupFlags): Promise<void> {
  await requireFolder(dirname(resolve(path)));
  const written = await writeBackup({
    target: target(),
    dataDir: env.DATA_DIR,
    path,
    withCache: flags.withCache === true,
    withSecrets: flags.withSecrets === true,
    signal: interruption(),
    onProgress: notes(),
  });
  const { engine, rows, cache, hasSecrets, createdAt } = written.facts;
  if (flags.json) {
    printJson({ path: written.path, sizeBytes: written.sizeBytes, createdAt, engine, rows, cache, hasSecrets });
    return;
  }
  say(`${written.path}: ${(written.sizeBytes / 1_048_576).toFixed(1)} MB of ${engineLabels[engine]}.`);
}

/** A folder made for a mistyped path would hide that the backup went elsewhere, such as beside a disk that is not mounted. */
async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if (!isMissing(error)) throw diskError("look at the folder", folder, error);
  });
  if (found?.isDirectory()) return;
  throw new AppError("invalid", `The folder ${folder} does not exist. Make it first, or name another one.`);
}

async function restore(path: string, flags: RestoreFlags): Promise<void> {
  if (flags.yes !== true) await confirm(path);
  const restored = await restoreBackup({
    target: target(),
    dataDir: env.DATA_DIR,
    path,
    signal: interruption(),
    onProgress: notes(),
  });
  if (flags.json) {
    const { facts, ...rest } = restored;
    printJson({ createdAt: facts.createdAt, engine: facts.engine, rows: facts.rows, ...rest });
  }
  for (const line of describeRestored(restored)) say(line);
}

async function confirm(path: string): Promise<void> {
  if (!process.stdin.isTTY) throw new AppError("invalid", "Nothing was restored: say --yes where nobody can be asked.");
  const asker = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asker.question(
    `Replace the database by ${path}? The present one is backed up first. Type yes to go on: `,
  );
  asker.close();
  if (answer.trim().toLowerCase() !== "yes") throw new AppError("cancelled", "Nothing was restored.");
}

function describeRestored({ facts, savedAs, migrated, cacheFiles, secrets }: RestoredBackup): string[] {
  return [
    `Restored the database as it was on ${facts.createdAt}.`,
    ...(savedAs === null ? [] : [`What was there before: ${savedAs}`]),
    ...(migrated.length === 0 ? [] : [`Brought to this version: ${migrated.join(", ")}`]),
    ...(facts.cache === null ? [] : [`Pictures and trailers brought back: ${cacheFiles} of ${facts.cache.files}`]),
    ...(secrets === "restored" ? ["The secret that encrypts providers' keys is restored too."] : []),
    ...(secrets === "other"
      ? [
          facts.hasSecrets
            ? "Keys of providers cannot be read: this Metarr is given another secret by AUTH_SECRET or SECRET_KEY_FILE."
            : "Keys of providers cannot be read: they were encrypted with another secret, which is not in this backup. Enter them again.",
        ]
      : []),
  ];
}

/** Ctrl+C leaves no half file behind. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new AppError("cancelled", "Stopped. Nothing was changed.")));
  return controller.signal;
}

/** Says each stage once. */
function notes(): (percent: number, note: string) => void {
  let said = "";
  return (_percent, note) => {
    if (note !== said) say(`${note} …`);
    said = note;
  };
}
