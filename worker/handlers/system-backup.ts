import { basename, join } from "node:path";
import { databaseNow } from "#db/clock.ts";
import { targetOf } from "#db/handle.ts";
import { backupName, backupsFolder, pruneBackups } from "#lib/backup/backups-folder.ts";
import { verifyBackup } from "#lib/backup/verify-backup.ts";
import { writeBackup } from "#lib/backup/write-backup.ts";
import { env } from "#lib/env.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import type { Handler } from "../handler.ts";

/** Backs up into DATA_DIR/backups while the database is in use, reads the backup again, and deletes the oldest. */
export const backUp: Handler<"system.backup"> = async ({ db, payload, signal, progress }) => {
  const target = targetOf(db);
  const dataDir = target.type === "sqlite" ? target.dataDir : env.DATA_DIR;
  const settings = await readSettings(db);
  const name = backupName(await databaseNow(db));
  const { path, sizeBytes } = await writeBackup({
    target,
    dataDir,
    path: join(backupsFolder(dataDir), name),
    withCache: payload.withCache ?? settings.get("backup.withCache"),
    withSecrets: false,
    signal,
    onProgress: (percent, note) => progress(0.7 * percent, note),
  });
  const { problem } = await verifyBackup({
    dataDir,
    name,
    signal,
    onProgress: (percent) => progress(70 + 0.3 * percent, "Checking"),
  });
  if (problem !== null) throw new Error(`The backup was written, but reading it again failed: ${problem}`);
  const deleted = await pruneBackups(dataDir, { keep: settings.get("backup.keep"), made: name });
  return { file: basename(path), sizeBytes, deleted };
};
