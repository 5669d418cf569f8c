import { constants } from "node:fs";
import { lstat, open, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { AppError } from "#lib/errors.ts";
import { diskError, systemCode } from "./disk-error.ts";

/** Linux, macOS and Windows all allow at most this many bytes (or UTF-16 units) in one name. */
const maxNameBytes = 255;

/** True when `path` is `root` itself or lies below it. Compares text only: give it real paths. */
export function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/**
 * The real path of something to read, write or delete below a root. Folders on the way may be links as long as they
 * end inside the root; the last name is never followed, so that a link is replaced and not written through.
 * `path` is absolute or relative to the root and need not exist yet.
 * Throws AppError `forbidden` when it leads out of the root, `offline` when the root is gone.
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  const wanted = resolve(root, path);
  const name = basename(wanted);
  if (path.includes("\0") || name === "" || !isInside(resolve(root), wanted) || wanted === resolve(root)) {
    throw outside(root, path);
  }
  if (Buffer.byteLength(name) > maxNameBytes) {
    throw new AppError("invalid", `The name ${name} is longer than a disk allows (${maxNameBytes} bytes).`);
  }
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw new AppError("offline", `The folder ${root} cannot be reached. Check that its disk is connected.`, {
      cause: error,
    });
  });
  const target = join(await realParent(dirname(wanted)), name);
  if (!isInside(realRoot, target) || target === realRoot) throw outside(root, path);
  return target;
}

function outside(root: string, path: string): AppError {
  return new AppError("forbidden", `${JSON.stringify(path)} does not lie in the folder ${root}, so it is left alone.`);
}

/** Real path of a folder; names that do not exist yet are kept as they are, since they cannot be links. */
async function realParent(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (systemCode(error) !== "ENOENT" || dirname(folder) === folder) throw diskError("open the folder", folder, error);
    // A link whose target is missing also says ENOENT, and creating something "below" it would follow it.
    const link = await lstat(folder).catch(() => undefined);
    if (link?.isSymbolicLink()) throw diskError("open the folder", folder, error);
    // Somebody else made it just now.
    if (link) return realpath(folder);
    return join(await realParent(dirname(folder)), basename(folder));
  }
}

/**
 * Reads a whole regular file below a root, never through a link and never more than `maxBytes`.
 * Throws AppError `too_large` naming the size, `disk` naming the reason, `forbidden` outside the root.
 */
export async function readFileInside(params: { root: string; path: string; maxBytes: number }): Promise<Uint8Array> {
  const path = await resolveInside(params.root, params.path);
  try {
    // Without O_NONBLOCK, opening a named pipe that nobody writes to never returns.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw new AppError("unsupported", `${path} is not a regular file, so it is not read.`);
      if (facts.size > params.maxBytes) throw tooLarge(path, facts.size, params.maxBytes);
      const bytes = await file.readFile();
      if (bytes.byteLength > params.maxBytes) throw tooLarge(path, bytes.byteLength, params.maxBytes);
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw diskError("read the file", path, error);
  }
}

function tooLarge(path: string, sizeBytes: number, maxBytes: number): AppError {
  const size = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return new AppError("too_large", `${path} has ${size(sizeBytes)}; at most ${size(maxBytes)} are read.`, {
    details: { path, sizeBytes, maxBytes },
  });
}
