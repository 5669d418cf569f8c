import { lstat } from "node:fs/promises";
import { dirname, posix } from "node:path";
import { chunksOf } from "#lib/chunks.ts";
import { isMissing } from "#lib/files/disk-error.ts";
import type { IgnoreRule } from "#lib/files/ignore-rules.ts";
import {
  audioExtensions,
  extensionOf,
  imageExtensions,
  subtitleExtensions,
  unprobedExtensions,
  videoExtensions,
} from "#lib/files/media-types.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { walkLibrary } from "#lib/files/walk.ts";
import type { LibraryReader } from "./library-reader.ts";

/** More folders than this are not looked at one by one: the whole library is read instead. */
const maxFolders = 500;
/** What belongs together is found in one or two looks; where it goes on and on, the whole library is read. */
const maxLooks = 5;

type Scope = {
  reader: LibraryReader;
  /** Those that can be read now. */
  roots: readonly string[];
  /** Files and folders that somebody says have changed. */
  paths: readonly string[];
  /** Folders whose disk is away: what lies in them is not gone. */
  lost: readonly string[];
  ignore: readonly IgnoreRule[];
  signal?: AbortSignal | undefined;
};

/**
 * The folders that a scan of paths looks at: those of the films and shows the paths lie in, and of others that share files
 * with them, such as the folder a film was moved from. Null: better the whole library.
 */
export async function findScope(scope: Scope): Promise<string[] | null> {
  const { reader, roots, paths, lost, ignore, signal } = scope;
  const unitOf = (path: string): string[] => {
    const root = roots.find((each) => isInside(each, path));
    return root === undefined ? [] : reader.unitOf(path, root);
  };
  let folders = withoutInner((await Promise.all(paths.map(asFolder))).flatMap(unitOf));
  for (let looks = 0; looks < maxLooks && folders.length <= maxFolders; looks += 1) {
    const inScope = createInside(folders);
    const { together, moved } = await reader.findRelated(walkAll({ roots, folders, ignore, signal }));
    const isOpen = (path: string) => !inScope(path) && !lost.some((folder) => isInside(folder, path));
    const gone = await listGone([...new Set(moved.filter(isOpen))]);
    const more = [...together.filter(isOpen), ...gone].map((path) => dirname(path)).flatMap(unitOf);
    if (more.length === 0) return folders;
    folders = withoutInner([...folders, ...more]);
  }
  return null;
}

/** Where a path leads in words of the disk: without `..` and a slash at the end. Null for one that is not absolute. */
export function tidyPath(path: string): string | null {
  if (!path.startsWith("/") || path.includes("\0")) return null;
  const tidy = posix.normalize(path);
  return tidy.length > 1 ? tidy.replace(/\/+$/, "") : tidy;
}

/** Whether paths lie in one of these folders, or are one of them. */
export function createInside(folders: readonly string[]): (path: string) => boolean {
  const known = new Set(folders);
  return (path) => {
    for (let at = path; ; at = dirname(at)) {
      if (known.has(at)) return true;
      if (at === dirname(at)) return false;
    }
  };
}

/** Each folder once, and none that lies in another of them. */
function withoutInner(folders: readonly string[]): string[] {
  const inside = createInside(folders);
  return [...new Set(folders)].filter((folder) => !inside(dirname(folder)) || dirname(folder) === folder).toSorted();
}

const fileExtensions = [videoExtensions, audioExtensions, imageExtensions, subtitleExtensions, unprobedExtensions];

/** The folder itself, or the one around a file. What is gone is told by its name. */
async function asFolder(path: string): Promise<string> {
  const facts = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    // It is there and cannot be looked at: its folder says why.
    return { isDirectory: () => false };
  });
  const extension = extensionOf(path);
  const isFile = facts ? !facts.isDirectory() : extension === "nfo" || fileExtensions.some((set) => set.has(extension));
  return isFile ? dirname(path) : path;
}

async function* walkAll(walk: {
  roots: readonly string[];
  folders: readonly string[];
  ignore: readonly IgnoreRule[];
  signal?: AbortSignal | undefined;
}) {
  for (const root of walk.roots) {
    const within = walk.folders.filter((folder) => isInside(root, folder));
    if (within.length > 0) yield* walkLibrary({ root, ignore: walk.ignore, within, signal: walk.signal });
  }
}

async function listGone(paths: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const chunk of chunksOf(paths)) {
    const found = await Promise.all(chunk.map(isGone));
    gone.push(...chunk.filter((_, index) => found[index]));
  }
  return gone;
}

const isGone = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => false,
    (error: unknown) => isMissing(error),
  );
