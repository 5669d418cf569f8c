import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { isMissing } from "#lib/files/disk-error.ts";
import { listNames } from "#lib/files/remove-old.ts";
import { readFileInside, resolveInside } from "#lib/files/safe-path.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { readFacts } from "./members.ts";
import { type BackupCheck, backupCheckSchema, backupNameSchema, type ListedBackup } from "./vocabulary.ts";

export const backupsFolder = (dataDir: string): string => join(dataDir, "backups");

/** The name of a backup of this moment. It sorts by time. */
export const backupName = (at: Date): string => `metarr-${at.toISOString().replaceAll(/[:.]/g, "-")}.tar`;

const isBackupName = (name: string): boolean => backupNameSchema.safeParse(name).success;
const checkNameOf = (name: string): string => `${name}.check.json`;

/** Every backup in DATA_DIR/backups, newest first. */
export async function listBackups(dataDir: string): Promise<ListedBackup[]> {
  const folder = backupsFolder(dataDir);
  const names = (await listNames(folder)).filter(isBackupName);
  const found = await Promise.all(names.map((name) => describeBackup(folder, name)));
  const stamp = (name: string) => name.slice(name.search(/\d{4}-/));
  return found.flatMap((backup) => backup ?? []).sort((one, other) => (stamp(one.name) < stamp(other.name) ? 1 : -1));
}

/** Undefined when it was deleted just now. */
async function describeBackup(folder: string, name: string): Promise<ListedBackup | undefined> {
  const file = await stat(join(folder, name)).catch(() => undefined);
  if (!file?.isFile()) return undefined;
  // A file that says nothing of itself is shown as damaged; looking at it says why.
  const facts = await readFacts(join(folder, name)).catch(() => null);
  return { name, sizeBytes: file.size, facts, check: await readCheck(folder, name, file) };
}

/** Where a backup lies. Throws `not_found` for every name that is none. */
export async function getBackupPath(dataDir: string, name: string): Promise<string> {
  const missing = (cause?: unknown) => new AppError("not_found", "There is no such backup any more.", { cause });
  if (!isBackupName(name)) throw missing();
  const path = await resolveInside(backupsFolder(dataDir), name);
  const file = await stat(path).catch((error: unknown) => {
    throw isMissing(error) ? missing(error) : error;
  });
  if (!file.isFile()) throw missing();
  return path;
}

/** Deletes a backup and what is known of it. */
export async function deleteBackup(dataDir: string, name: string): Promise<void> {
  const path = await getBackupPath(dataDir, name);
  await rm(path, { force: true });
  await rm(checkNameOf(path), { force: true });
}

/** Copies that versions before 0.2 made of SQLite count among those that are kept. */
const scheduledPattern = /^metarr-\d{4}-\d\d-\d\dT[\d-]+Z\.(?:tar|sqlite)$/;

/**
 * Deletes all but the newest `keep` of the backups that Metarr makes by itself or on a click, and never the one that was
 * `made` just now: after a clock that went back its name may be the oldest. Returns their names.
 */
export async function pruneBackups(dataDir: string, { keep, made }: { keep: number; made: string }): Promise<string[]> {
  const folder = backupsFolder(dataDir);
  const isOther = (name: string) => scheduledPattern.test(name) && name !== made;
  const others = (await listNames(folder)).filter(isOther).sort();
  const old = others.slice(0, Math.max(0, others.length + 1 - keep));
  for (const name of old) {
    await rm(join(folder, name), { force: true });
    await rm(join(folder, checkNameOf(name)), { force: true });
  }
  return old;
}

/** What was found belongs to the file as it was then. */
const keptCheckSchema = backupCheckSchema.extend({ sizeBytes: z.number(), modifiedMs: z.number() });

/** Keeps beside a backup what looking at it found. */
export async function recordCheck(dataDir: string, name: string, check: BackupCheck): Promise<void> {
  const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(await getBackupPath(dataDir, name));
  const bytes = Buffer.from(JSON.stringify({ ...check, sizeBytes, modifiedMs }));
  await writeFileAtomic({ root: backupsFolder(dataDir), path: checkNameOf(name), bytes, mode: 0o600 });
}

async function readCheck(
  folder: string,
  name: string,
  { size, mtimeMs }: { size: number; mtimeMs: number },
): Promise<BackupCheck | null> {
  try {
    const bytes = await readFileInside({ root: folder, path: checkNameOf(name), maxBytes: 10_000 });
    const kept = keptCheckSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    const isSame = kept.sizeBytes === size && kept.modifiedMs === mtimeMs;
    return isSame ? { checkedAt: kept.checkedAt, problem: kept.problem } : null;
  } catch {
    // None was kept, or what was kept cannot be read: nobody knows, and it can be checked again.
    return null;
  }
}
