import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseOptions } from "#db/handle.ts";
import { assertPostgresUnused } from "#db/load-postgres.ts";
import { listMigrations } from "#db/migrations.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { checkBackup } from "./check-backup.ts";
import { type OpenBackup, openBackup, readMember, secretName } from "./members.ts";
import { restorePostgres } from "./restore-postgres.ts";
import { assertSqliteUnused, restoreSqlite } from "./restore-sqlite.ts";
import { unpackCache } from "./unpack-cache.ts";
import { type BackupFacts, engineLabels } from "./vocabulary.ts";
import { withWorkFolder } from "./work-folder.ts";
import { secretFingerprint } from "./write-backup.ts";

export type RestoreOptions = {
  target: DatabaseOptions;
  dataDir: string;
  path: string;
  signal?: AbortSignal | undefined;
  onProgress?: (percent: number, note: string) => void;
};

export type RestoredBackup = {
  facts: BackupFacts;
  /** The backup of what was there before; null when there was no database. */
  savedAs: string | null;
  /** Migrations applied to what was restored, because it is older than this Metarr. */
  migrated: string[];
  /** Pictures and trailers that were missing. */
  cacheFiles: number;
  /** `restored`: the secret came from the backup. `same`: what is encrypted can be read. `other`: it cannot. */
  secrets: "restored" | "same" | "other";
};

/** What both engines need to put a checked backup in the place of the database. */
export type Replacement = {
  backup: OpenBackup;
  dataDir: string;
  /** A folder on the disk of the database. */
  work: string;
  /** Where the present database is backed up to. */
  saveTo: string;
  withSecrets: boolean;
  signal?: AbortSignal | undefined;
  onProgress: (part: number) => void;
};

/**
 * Puts a backup in the place of the database. All of it is checked first, and what is there now is backed up. Until the
 * last step, which happens wholly or not at all, the database is as it was. Throws `conflict` while a server or worker
 * runs on it, and when the backup is of another engine or a newer Metarr.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoredBackup> {
  const { target, dataDir, signal, onProgress } = options;
  await mkdir(dataDir, { recursive: true });
  const backup = await openBackup(options.path);
  try {
    const { facts } = backup;
    assertFits(facts, target);
    // Before minutes go into checking; it is made sure again where it counts.
    if (target.type === "postgres") await assertPostgresUnused(target.url);
    else assertSqliteUnused(dataDir);
    return await withWorkFolder(dataDir, async (work) => {
      await checkBackup(backup, { work, signal, onProgress: (percent, note) => onProgress?.(percent / 2, note) });
      failpoint("restore.checked");
      const onCache = (part: number) => onProgress?.(50 + 20 * part, "Pictures and trailers");
      const cacheFiles = await unpackCache(backup, dataDir, { signal, onProgress: onCache });
      const replacement = {
        backup,
        dataDir,
        work,
        saveTo: join(dataDir, "backups", savedName()),
        withSecrets: facts.hasSecrets,
        signal,
        onProgress: (part: number) => onProgress?.(70 + 30 * part, "Database"),
      };
      const { savedAs, migrated } =
        target.type === "postgres" ? await restorePostgres(target.url, replacement) : await restoreSqlite(replacement);
      failpoint("restore.replaced");
      const secrets = await restoreSecret(backup, dataDir);
      return { facts, savedAs, migrated, cacheFiles, secrets };
    });
  } finally {
    await backup.file.close();
  }
}

function assertFits({ engine, migrations, metarrVersion }: BackupFacts, target: DatabaseOptions): void {
  if (engine !== target.type) {
    const [theirs, ours] = [engineLabels[engine], engineLabels[target.type]];
    throw new AppError(
      "conflict",
      `This backup is of ${theirs}, and this Metarr uses ${ours}. Set DB_TYPE=${engine} to restore it.`,
    );
  }
  const known = new Set(listMigrations(target.type).map(({ name }) => name));
  const newer = migrations.filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new AppError(
    "conflict",
    `This backup was made by a newer Metarr (${metarrVersion}, ${newer.join(", ")}). Restore it with that version.`,
  );
}

async function restoreSecret(
  { facts, file, members }: OpenBackup,
  dataDir: string,
): Promise<RestoredBackup["secrets"]> {
  if (facts.secretFingerprint === secretFingerprint()) return "same";
  const member = members.get(secretName);
  // Where the environment gives the secret, a file in DATA_DIR is not read.
  if (!member || env.AUTH_SECRET !== undefined || env.SECRET_KEY_FILE !== undefined) return "other";
  const pieces: Buffer[] = [];
  for await (const piece of readMember(file, member)) pieces.push(piece);
  await writeFileAtomic({ root: dataDir, path: "secret", bytes: Buffer.concat(pieces), mode: 0o600 });
  return "restored";
}

const savedName = (): string => `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.tar`;
