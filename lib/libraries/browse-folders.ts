import { readdir, realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { isAllowedFolder, readPlaces } from "./places.ts";

export type FolderListing = {
  path: string;
  /** Null at an allowed root. */
  parent: string | null;
  folders: { name: string; path: string }[];
};

const maxFolders = 2000;

/**
 * Names of the folders in a folder, for choosing a library's place. Names only, never files; only below MEDIA_ROOTS,
 * and never /proc, /sys, /dev, /run or Metarr's own data (S25).
 */
export async function listFolders(path: string | undefined): Promise<FolderListing> {
  const places = await readPlaces();
  const isAllowed = (folder: string) => isAllowedFolder(places, folder);
  const asked = resolve(path ?? env.MEDIA_ROOTS[0] ?? "/");
  // What is not there is told apart below, when it is opened.
  const real = await realpath(asked).catch(() => asked);
  if (!isAllowed(asked) || !isAllowed(real)) {
    throw new AppError("forbidden", `${asked} is not a place libraries may lie in.`, { field: "path" });
  }
  const entries = await readdir(real, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError("not_found", `${asked} cannot be opened. It may be gone, or Metarr may not read it.`, {
      cause,
      field: "path",
    });
  });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => ({ name: entry.name, path: join(asked, entry.name) }))
    .filter((folder) => isAllowed(folder.path))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, maxFolders);
  const above = dirname(asked);
  return { path: asked, parent: above !== asked && isAllowed(above) ? above : null, folders };
}
