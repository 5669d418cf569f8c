import { type FSWatcher, watch } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { isMissing, systemCode } from "#lib/files/disk-error.ts";
import { compileIgnoreRules, systemIgnoreRules } from "#lib/files/ignore-rules.ts";

export type WatchTreeParams = {
  root: string;
  /** Folders that are left out with all below them: mounts that tell nothing. */
  except?: ReadonlySet<string>;
  /** Something of a name that a scan looks at was added, changed, renamed or removed. May come often. */
  onChange: (path: string) => void;
  /** The watch has ended by itself, with the reason, such as the system's limit. */
  onFailure: (error: unknown) => void;
};

export type WatchedTree = { folderCount(): number; close(): void };

type Watched = { watcher: FSWatcher; below: Set<string> };

const isIgnored = compileIgnoreRules(systemIgnoreRules);

/**
 * Watches a folder and every folder below it, also those that come later. Names that a scan passes over are not told, and
 * links are not followed. Resolves once everything is watched; rejects when the root is gone or the system refuses
 * (`ENOENT`, `ENOSPC`). A folder below the root that cannot be read is left out: the scan tells of it.
 */
export async function watchTree({ root, except, onChange, onFailure }: WatchTreeParams): Promise<WatchedTree> {
  const watched = new Map<string, Watched>();
  /** Where a folder may have come or gone. Looked at one after the other, so that two looks never cross. */
  const doubtful = new Set<string>();
  let looking = Promise.resolve();
  let isClosed = false;

  const isLeftOut = (path: string) =>
    except?.has(path) || isIgnored({ name: basename(path), path: relative(root, path), isFolder: true });

  function close() {
    isClosed = true;
    for (const { watcher } of watched.values()) watcher.close();
    watched.clear();
  }

  function fail(error: unknown) {
    if (isClosed) return;
    close();
    onFailure(error);
  }

  function heard(folder: string, event: string, name: string | null) {
    if (isClosed) return;
    const path = name === null ? folder : join(folder, name);
    if (path !== root && isLeftOut(path)) return;
    onChange(path);
    if (event !== "rename" || path === root) return;
    doubtful.add(path);
    if (doubtful.size === 1) looking = looking.then(lookAtDoubtful).catch(fail);
  }

  async function lookAtDoubtful() {
    for (const path of doubtful) {
      doubtful.delete(path);
      // A folder of the same name may be another one by now: it is watched anew.
      forget(path);
      if (!(await isFolder(path))) continue;
      await add(path);
      // What was written into it before it was watched is found by a scan that comes after this.
      if (!isClosed) onChange(path);
    }
  }

  function forget(folder: string) {
    const known = watched.get(folder);
    if (!known) return;
    watched.delete(folder);
    watched.get(dirname(folder))?.below.delete(folder);
    known.watcher.close();
    for (const path of known.below) forget(path);
  }

  async function add(folder: string): Promise<void> {
    try {
      // Watched before it is listed: what comes in between is told, not missed.
      open(folder);
      const entries = await readdir(folder, { withFileTypes: true });
      for (const entry of entries) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && !watched.has(path) && !isLeftOut(path)) await add(path);
      }
    } catch (error) {
      if (folder === root || !isOfOneFolder(error)) throw error;
    }
  }

  function open(folder: string) {
    if (isClosed) return;
    const watcher = watch(folder, { persistent: false }, (event, name) => heard(folder, event, name));
    // A folder that goes takes its watch along; the folder above tells.
    watcher.on("error", () => forget(folder));
    watched.set(folder, { watcher, below: new Set() });
    watched.get(dirname(folder))?.below.add(folder);
  }

  try {
    await add(root);
  } catch (error) {
    close();
    throw error;
  }
  return { folderCount: () => watched.size, close };
}

/** Gone again, or not for us: costs only that folder. */
const isOfOneFolder = (error: unknown) =>
  isMissing(error) || ["EACCES", "EPERM", "ELOOP", "EIO"].includes(systemCode(error) ?? "");

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (isOfOneFolder(error)) return false;
    throw error;
  }
}
