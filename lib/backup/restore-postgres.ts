import { loadPostgres } from "#db/load-postgres.ts";
import { migrate } from "#db/migrate.ts";
import { listMigrations } from "#db/migrations.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { tableName } from "./members.ts";
import type { Replacement } from "./restore-backup.ts";
import { unpackedStream } from "./unpack.ts";
import { writeBackup } from "./write-backup.ts";

/** Loads a checked backup in one transaction, after the present database was backed up. */
export async function restorePostgres(
  url: string,
  replacement: Replacement,
): Promise<{ savedAs: string | null; migrated: string[] }> {
  const { backup, signal, onProgress } = replacement;
  const { file, facts, members } = backup;
  const savedAs = await save(url, replacement);
  failpoint("restore.saved");
  const tables = Object.entries(facts.rows).map(([name, rows]) => ({
    name,
    rows,
    columns: facts.columns[name] ?? [],
    open: () => {
      const member = members.get(tableName(name));
      if (!member) throw new Error(`${name} is missing.`);
      return unpackedStream({ file, member, maxBytes: facts.databaseBytes, signal });
    },
  }));
  await loadPostgres({
    url,
    migrations: facts.migrations,
    tables,
    sequences: facts.sequences,
    onTable: (done) => {
      failpoint("restore.table");
      onProgress(0.5 + (0.5 * done) / tables.length);
    },
    beforeCommit: () => failpoint("restore.loaded"),
  });
  const had = new Set(facts.migrations);
  return { savedAs, migrated: listMigrations("postgres").flatMap(({ name }) => (had.has(name) ? [] : [name])) };
}

async function save(
  url: string,
  { dataDir, saveTo, withSecrets, signal, onProgress }: Replacement,
): Promise<string | null> {
  const { applied } = await migrate("status", { type: "postgres", url });
  if (applied.length === 0) return null;
  const { path } = await writeBackup({
    target: { type: "postgres", url },
    dataDir,
    path: saveTo,
    withCache: false,
    withSecrets,
    signal,
    onProgress: (percent) => onProgress(percent / 200),
  });
  return path;
}
