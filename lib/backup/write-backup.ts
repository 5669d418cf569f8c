import { existsSync } from "node:fs";
import { rename, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { DatabaseOptions } from "#db/handle.ts";
import { databaseBytes } from "#db/size.ts";
import { deriveKey, readAuthSecret } from "#lib/access/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { diskError } from "#lib/files/disk-error.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { assertRoomFor } from "#lib/files/free-space.ts";
import { flushFolder } from "#lib/files/write-atomic.ts";
import packageJson from "../../package.json" with { type: "json" };
import { listCacheFiles } from "./cache-files.ts";
import { packArchive } from "./pack-archive.ts";
import { packDatabase } from "./pack-database.ts";
import type { BackupFacts } from "./vocabulary.ts";
import { withWorkFolder } from "./work-folder.ts";

export type BackupOptions = {
  target: DatabaseOptions;
  dataDir: string;
  /** The file to make. One that is there already is left alone. */
  path: string;
  withCache: boolean;
  withSecrets: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: (percent: number, note: string) => void;
  /** SQLite: copies the database for whoever has it locked. */
  copyTo?: (path: string) => Promise<unknown>;
};

export type WrittenBackup = { path: string; sizeBytes: number; facts: BackupFacts };

/**
 * Copies the database, and what else is asked for, into one file, as all of it was at one moment, while others go on
 * writing. The file appears when it is whole. Throws `conflict` when it is there already, and `disk`.
 */
export async function writeBackup(options: BackupOptions): Promise<WrittenBackup> {
  const { target, dataDir, withCache, signal, onProgress } = options;
  const path = resolve(options.path);
  if (existsSync(path)) throw new AppError("conflict", `${path} is there already. Give the backup another name.`);
  const folder = dirname(path);
  return withWorkFolder(folder, async (work) => {
    const cache = withCache ? await listCacheFiles(dataDir) : [];
    const cacheBytes = cache.reduce((sum, file) => sum + file.sizeBytes, 0);
    const sourceBytes = await databaseBytes(target);
    // The copy and its packed form lie side by side, then the packed form and the archive.
    await assertRoomFor({ folder, bytes: 2 * sourceBytes + cacheBytes, what: "a backup" });
    try {
      const share = withCache ? 40 : 90;
      onProgress?.(0, "Database");
      const { members, ...database } = await packDatabase(target, {
        folder: work,
        signal,
        copyTo: options.copyTo,
        onProgress: (part) => onProgress?.(part * share, "Database"),
      });
      const facts = {
        ...describe(options),
        ...database,
        cache: withCache ? { files: cache.length, sizeBytes: cacheBytes } : null,
      };
      const packed = join(work, "backup.tar");
      await packArchive(packed, {
        facts,
        database: members,
        secret: options.withSecrets ? readAuthSecret() : undefined,
        cache,
        signal,
        onBytes: (bytes) =>
          onProgress?.(share + ((95 - share) * bytes) / Math.max(1, cacheBytes), "Pictures and trailers"),
      });
      failpoint("backup.packed");
      signal?.throwIfAborted();
      await rename(packed, path);
      failpoint("backup.renamed");
      await flushFolder(folder);
      return { path, sizeBytes: (await stat(path)).size, facts };
    } catch (error) {
      signal?.throwIfAborted();
      throw isSystemError(error) ? diskError("write the backup", path, error) : error;
    }
  });
}

const describe = ({ withSecrets }: BackupOptions) => ({
  format: 1 as const,
  metarrVersion: packageJson.version,
  createdAt: new Date().toISOString(),
  hasSecrets: withSecrets,
  secretFingerprint: secretFingerprint(),
});

/** Says whether two installations have the same secret; of the secret itself it tells nothing. */
export const secretFingerprint = (): string => deriveKey("backup fingerprint").toString("hex").slice(0, 32);

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code);
