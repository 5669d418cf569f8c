import { access, constants, realpath } from "node:fs/promises";
import { isAbsolute, resolve, sep } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { checkRoot } from "#lib/files/walk.ts";

/** Folders of the system that never hold media (DECISIONS: folder browser). */
const systemFolders = ["/proc", "/sys", "/dev", "/run"];

export type RootPath = { path: string; libraryName: string };

const isWithin = (path: string, folder: string) =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Whether Metarr may look into a folder: below MEDIA_ROOTS, not a system folder, not its own data. */
export function isAllowedFolder(path: string): boolean {
  const whole = resolve(path);
  if (systemFolders.some((folder) => isWithin(whole, folder))) return false;
  // The demo's films are the one thing in the data folder that is a library.
  if (isWithin(whole, env.DATA_DIR) && !isWithin(whole, resolve(env.DATA_DIR, "demo"))) return false;
  return env.MEDIA_ROOTS.some((root) => isWithin(whole, resolve(root)));
}

/**
 * Checks the folders of a library before they are kept: each exists, is a folder, can be read, lies in an allowed
 * place and overlaps neither another library nor another of them. Returns them without trailing slashes.
 * Throws AppError with field `paths` that names the folder and what to do.
 */
export async function checkLibraryPaths(paths: string[], taken: RootPath[]): Promise<string[]> {
  const checked: { path: string; real: string }[] = [];
  const takenReal = await Promise.all(
    taken.map(async (root) => ({ ...root, real: await realpath(root.path).catch(() => root.path) })),
  );
  for (const given of paths) {
    const path = given.length > 1 ? given.replace(/\/+$/, "") : given;
    if (!isAbsolute(path)) throw refuse("invalid", `${given} is not a full path. Start it with /.`);
    const { realPath } = await checkRoot(path).catch((error: unknown) => {
      throw error instanceof AppError
        ? new AppError(error.code, error.message, { field: "paths", cause: error })
        : error;
    });
    if (!isAllowedFolder(path) || !isAllowedFolder(realPath)) {
      throw refuse(
        "forbidden",
        `${path} is not in a place libraries may lie in. Choose a folder below ${env.MEDIA_ROOTS.join(" or ")}, outside Metarr's own data.`,
      );
    }
    await access(path, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
      throw refuse("disk", `${path} cannot be read. Give Metarr's user the right to read it.`, cause);
    });
    const other = takenReal.find((root) => isWithin(realPath, root.real) || isWithin(root.real, realPath));
    if (other)
      throw refuse(
        "conflict",
        `${path} overlaps the library ${other.libraryName} (${other.path}). Choose a folder outside it.`,
      );
    const twin = checked.find((item) => isWithin(realPath, item.real) || isWithin(item.real, realPath));
    if (twin) throw refuse("conflict", `${path} and ${twin.path} overlap. Choose one of them.`);
    checked.push({ path, real: realPath });
  }
  return checked.map((item) => item.path);
}

function refuse(code: "invalid" | "forbidden" | "conflict" | "disk", message: string, cause?: unknown): AppError {
  return new AppError(code, message, { field: "paths", cause });
}
