import { constants } from "node:fs";
import { copyFile, type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { env } from "#lib/env.ts";
import { diskError, isMissing, systemCode } from "./disk-error.ts";
import { failpoint } from "./failpoint.ts";
import { renameToFree } from "./rename-to-free.ts";
import { resolveInside } from "./safe-path.ts";
import { isTemporaryName, temporaryName } from "./temporary-name.ts";

export type AtomicWrite = {
  root: string;
  /** Absolute, or relative to the root. */
  path: string;
  /** Permission bits; default 0666 without those of UMASK. */
  mode?: number;
  /** Time of last change to give the file; default now. */
  modifiedAt?: Date;
  /** Last thing before the file takes its name: throws when it must not, and nothing is written then. */
  beforeRename?: (() => Promise<void>) | undefined;
  /** Told of the file as it was written, before it takes its name: whoever changes it after that has another time. */
  onWritten?: ((facts: { sizeBytes: number; modifiedMs: number }) => void) | undefined;
  /** First half of the failpoints' names: `publish` makes publish.create, publish.flush and publish.rename. */
  step?: string;
  /** Throws AppError `conflict` when something lies there by then, and leaves it as it is. */
  onlyIfFree?: boolean;
};

/**
 * Writes a whole file or nothing: temporary file in the same folder, flush, rename, flush of the folder.
 * Missing folders are made; a link at the target is replaced, not followed.
 * Returns the real path. Throws AppError `disk` naming the file and the reason, `forbidden` outside the root.
 */
export function writeFileAtomic(params: AtomicWrite & { bytes: Uint8Array }): Promise<string> {
  return replaceFile(params, async (temporary) => {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(temporary, flags, 0o600);
    failpoint(`${params.step ?? "write"}.create`);
    await file.writeFile(params.bytes).catch(closing(file));
    return file;
  });
}

/** As writeFileAtomic with the bytes of another file, for what is too large to hold in memory. `source` is trusted. */
export function copyFileAtomic(params: AtomicWrite & { source: string }): Promise<string> {
  return replaceFile(params, async (temporary) => {
    await copyFile(params.source, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    failpoint(`${params.step ?? "write"}.create`);
    return open(temporary, constants.O_RDWR | constants.O_NOFOLLOW);
  });
}

async function replaceFile(params: AtomicWrite, fill: (temporary: string) => Promise<FileHandle>): Promise<string> {
  const target = await resolveInside(params.root, params.path);
  const folder = dirname(target);
  const temporary = join(folder, temporaryName());
  const step = params.step ?? "write";
  try {
    await mkdir(folder, { recursive: true, mode: 0o777 & ~umask() });
    const file = await fill(temporary);
    try {
      await file.chmod(params.mode ?? 0o666 & ~umask()).catch(ignoreUnsupported);
      await inheritGroup(file, folder);
      if (params.modifiedAt) await file.utimes(params.modifiedAt, params.modifiedAt);
      await file.sync();
      const { size, mtimeMs } = await file.stat();
      params.onWritten?.({ sizeBytes: size, modifiedMs: Math.floor(mtimeMs) });
    } finally {
      await file.close();
    }
    failpoint(`${step}.flush`);
    await params.beforeRename?.();
    if (params.onlyIfFree) await renameToFree(temporary, target, step);
    else await rename(temporary, target);
    failpoint(`${step}.rename`);
    await flushFolder(folder);
    return target;
  } catch (error) {
    throw diskError("write the file", target, error);
  } finally {
    // Left behind only when something above failed; that failure is the one to report.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

function closing(file: FileHandle): (error: unknown) => Promise<never> {
  return async (error) => {
    await file.close();
    throw error;
  };
}

/** Gives a new file its folder's group, as set-group-id folders do, where the system lets us. */
async function inheritGroup(file: FileHandle, folder: string): Promise<void> {
  const [own, parent] = await Promise.all([file.stat(), stat(folder)]);
  if (own.gid !== parent.gid) await file.chown(own.uid, parent.gid).catch(ignoreUnsupported);
}

// Network shares and FAT have no owners, modes or flush of folders; the file itself is fine.
function ignoreUnsupported(error: unknown): void {
  if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL"].includes(systemCode(error) ?? "")) throw error;
}

/** Makes a rename or a deletion in the folder survive a power cut. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync().catch(ignoreUnsupported);
  } finally {
    await handle.close();
  }
}

/** Writing one file takes seconds; what is younger may be another process's, at work right now. */
const leftoverAgeMs = 5 * 60 * 1000;

/**
 * Removes temporary files that a stopped process left in one folder and returns how many.
 * `olderThanMs` (default 5 minutes) spares those another process may still be writing.
 */
export async function sweepTemporaryFiles(folder: string, options: { olderThanMs?: number } = {}): Promise<number> {
  const newest = Date.now() - (options.olderThanMs ?? leftoverAgeMs);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  });
  let removed = 0;
  for (const name of names.filter(isTemporaryName)) {
    const path = join(folder, name);
    const facts = await lstat(path).catch(() => undefined);
    // The time of last change can be set, and is for copies; this one cannot.
    if (!facts?.isFile() || facts.ctimeMs > newest) continue;
    await rm(path, { force: true }).catch((error: unknown) => Promise.reject(diskError("remove", path, error)));
    removed += 1;
  }
  return removed;
}

function umask(): number {
  return env.UMASK === undefined ? process.umask() : Number.parseInt(env.UMASK, 8);
}
