import { lstat, mkdir, readFile, readlink, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { listNames } from "#lib/files/remove-old.ts";
import { killGroup } from "./run-program.ts";

/** Where downloads grow. On the disk of the cache, so that a finished one is only renamed. */
export const workFolder = () => join(env.DATA_DIR, "cache/videos/tmp");

/**
 * The folder in which one trailer is downloaded in one size. It is the same after a restart, so that the download goes on,
 * and another one for another size, so that parts of two are never joined.
 */
export const folderOfDownload = ({ candidateId, maxHeight }: { candidateId: number; maxHeight: number }): string =>
  join(workFolder(), `${candidateId}-${maxHeight}`);

/** Makes the folder for this user alone, and ends the program of a worker that was killed and may still write there. */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskError("make the folder", folder, error);
  }
  await endStranger(folder);
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch((error: unknown) => {
    throw diskError("remove the folder", folder, error);
  });
}

/** Takes away what downloads of a trailer left, in whatever size. */
export async function removeDownloads(candidateId: number): Promise<void> {
  const own = new RegExp(`^${candidateId}-\\d+$`);
  const names = await listNames(workFolder());
  for (const name of names.filter((each) => own.test(each))) await removeFolder(join(workFolder(), name));
}

/** A folder in which nothing was begun is of no use. */
export async function dropEmptyFolder(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!isMissing(error) && systemCode(error) !== "ENOTEMPTY") throw diskError("remove the folder", folder, error);
  });
}

const pidName = ".pid";

/** Notes which program writes here. */
export const notePid =
  (folder: string) =>
  (pid: number): Promise<void> =>
    writeFile(join(folder, pidName), String(pid), { mode: 0o600 });

export const forgetPid = (folder: string): Promise<void> => rm(join(folder, pidName), { force: true });

/**
 * The number alone may be another program's by now: it is the one that was started when it works in this very folder. Where
 * that cannot be asked, it ends by itself with its first word to a worker that is gone.
 */
async function endStranger(folder: string): Promise<void> {
  const text = await readFile(join(folder, pidName), "utf8").catch(() => "");
  const pid = Number(text);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  const worksHere = () =>
    readlink(`/proc/${pid}/cwd`).then(
      (cwd) => cwd === folder,
      () => false,
    );
  if (await worksHere()) await killGroup(pid, () => false);
  await forgetPid(folder);
}

export type FolderFile = { name: string; path: string; sizeBytes: number };

/** The regular files in a folder; none when it is not there. */
export async function listFiles(folder: string): Promise<FolderFile[]> {
  const names = await listNames(folder);
  const found: FolderFile[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const facts = await lstat(path).catch(() => undefined);
    if (facts?.isFile()) found.push({ name, path, sizeBytes: facts.size });
  }
  return found;
}
