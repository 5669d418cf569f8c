import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { migrate } from "#db/migrate.ts";
import { takeSqliteAlone } from "#db/sqlite-alone.ts";
import { sqliteFile } from "#db/sqlite-connection.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { flushFolder } from "#lib/files/write-atomic.ts";
import { unpackedFile } from "./check-backup.ts";
import type { Replacement } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

/** Brings the unpacked database to the newest schema where nobody sees it, and then gives it the name of the present one. */
export async function restoreSqlite(replacement: Replacement): Promise<{ savedAs: string | null; migrated: string[] }> {
  const { dataDir, work, onProgress } = replacement;
  const { changed: migrated } = await migrate("latest", { type: "sqlite", dataDir: work });
  onProgress(0.3);
  const taken = takeSqliteAlone(dataDir);
  if (taken.state === "used") throw inUse();
  try {
    const savedAs = await keepPresent(replacement, taken);
    failpoint("restore.saved");
    onProgress(0.9);
    // The present one has no log beside it any more, which the new one would be read with.
    await rename(unpackedFile(work), sqliteFile(dataDir));
    failpoint("restore.renamed");
    await flushFolder(dataDir);
    return { savedAs, migrated };
  } finally {
    if (taken.state === "alone") taken.release();
  }
}

/** Throws `conflict` when a server, worker or command has the database open. */
export function assertSqliteUnused(dataDir: string): void {
  const taken = takeSqliteAlone(dataDir);
  if (taken.state === "used") throw inUse();
  if (taken.state === "alone") taken.release();
}

const inUse = () =>
  new AppError("conflict", "Metarr is running on this database. Stop its server and its workers first.");

type Taken = Exclude<ReturnType<typeof takeSqliteAlone>, { state: "used" }>;

/** Backs the present database up. What can no longer be read is moved away as it is. */
async function keepPresent(replacement: Replacement, taken: Taken): Promise<string | null> {
  const { dataDir, saveTo, withSecrets, signal, onProgress } = replacement;
  // A log without its file would be read into the new one.
  if (taken.state !== "alone") return setAside(replacement);
  try {
    const { path } = await writeBackup({
      target: { type: "sqlite", dataDir },
      dataDir,
      path: saveTo,
      withCache: false,
      withSecrets,
      copyTo: taken.copyTo,
      signal,
      onProgress: (percent) => onProgress(0.3 + (0.6 * percent) / 100),
    });
    return path;
  } catch (error) {
    if (!isAppError(error, "invalid")) throw error;
    return setAside(replacement);
  }
}

/** Keeps the files of a database under another name, with the log that belongs to them. Null: there were none. */
async function setAside({ dataDir, saveTo }: Replacement): Promise<string | null> {
  const kept = saveTo.replace(/\.tar$/, ".broken.sqlite");
  await mkdir(dirname(kept), { recursive: true });
  const present = ["-wal", "-shm", ""].filter((end) => existsSync(`${sqliteFile(dataDir)}${end}`));
  for (const end of present) await rename(`${sqliteFile(dataDir)}${end}`, `${kept}${end}`);
  return present.length === 0 ? null : kept;
}
