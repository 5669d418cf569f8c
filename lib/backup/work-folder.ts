import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { diskError } from "#lib/files/disk-error.ts";
import { listNames } from "#lib/files/remove-old.ts";
import { isTemporaryName, temporaryName } from "#lib/files/temporary-name.ts";

/** A backup writes into its folder all the time; one that was left alone for so long was stopped. */
const leftoverAgeMs = 3_600_000;

/**
 * Runs `body` with a folder of its own in `parent`, which is removed afterwards, and removes those that stopped processes
 * left there.
 */
export async function withWorkFolder<T>(parent: string, body: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(parent, temporaryName());
  try {
    await mkdir(parent, { recursive: true });
    await sweepWorkFolders(parent);
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    throw diskError("write into the folder", parent, error);
  }
  try {
    return await body(folder);
  } finally {
    // What stays is swept later; the reason of a failure is the one to report.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes what stopped processes left. Returns how many. */
export async function sweepWorkFolders(parent: string, { olderThanMs = leftoverAgeMs } = {}): Promise<number> {
  let removed = 0;
  for (const name of (await listNames(parent)).filter(isTemporaryName)) {
    const path = join(parent, name);
    const facts = await stat(path).catch(() => undefined);
    if (!facts?.isDirectory() || facts.mtimeMs > Date.now() - olderThanMs) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
