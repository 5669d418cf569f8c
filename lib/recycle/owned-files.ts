import { readdir, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Db } from "#db/client.ts";
import { isAppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { isInside, resolveInside } from "#lib/files/safe-path.ts";
import { type RecycleNote, recycle } from "./recycle.ts";

/**
 * Moves files of a removed entity to the recycle bin, one by one, and takes away folders that are empty by that.
 * `mayGoOn` is asked before each: false ends it, because the entity is back. Files that are gone already, and those in no
 * folder of the library, are passed over.
 * Returns how many went. Throws as recycle does; called again it goes on where it stopped.
 */
export async function recycleOwned(
  db: Db,
  params: { roots: readonly string[]; paths: readonly string[]; mayGoOn: () => Promise<boolean> } & RecycleNote,
): Promise<number> {
  const { roots, paths, mayGoOn, ...note } = params;
  const rootOf = (path: string) => roots.find((each) => isInside(each, path));
  let moved = 0;
  for (const path of new Set(paths)) {
    const root = rootOf(path);
    if (root === undefined) continue;
    if (!(await mayGoOn())) return moved;
    try {
      await recycle(db, { root, path, ...note });
      moved += 1;
    } catch (error) {
      if (!isAppError(error, "not_found")) throw error;
    }
  }
  for (const [root, own] of Map.groupBy(paths, rootOf)) {
    if (root === undefined) continue;
    for (const folder of foldersOf(root, own)) await removeEmpty(root, folder);
  }
  return moved;
}

/** Every regular file below a folder. Links are not followed. */
export async function listFilesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  }
}

/** The folders of these files up to the root, the deepest first. */
function foldersOf(root: string, paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== root && isInside(root, folder); folder = dirname(folder)) {
      folders.add(folder);
    }
  }
  return [...folders].sort((a, b) => b.length - a.length);
}

async function removeEmpty(root: string, folder: string): Promise<void> {
  try {
    await rmdir(await resolveInside(root, folder));
  } catch (error) {
    // Something else lies in it, or it is gone.
    if (isMissing(error) || ["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(systemCode(error) ?? "")) return;
    throw diskError("remove the empty folder", folder, error);
  }
}
