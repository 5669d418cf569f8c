import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "./disk-error.ts";
import { resolveInside } from "./safe-path.ts";

export const recycleFolderName = ".metarr-recycle";

const names = /^[0-9a-f]{24}(\.[a-z0-9]{1,8})?$/;

/** Where a file of this name lies in DATA_DIR, relative to it. */
export const smallRecyclePath = (name: string): string => join("recycle", name.slice(0, 2), name);

/**
 * The real path of a recycled file: below DATA_DIR/recycle, or in the recycle folder of its library root. The path comes
 * from a row and is believed no more than that: it has to be one that this program makes, letter for letter, and the
 * folder no link that leads elsewhere. Throws AppError `forbidden`, `offline` when the root is gone.
 */
export async function recycledPath({ root, recyclePath }: { root: string; recyclePath: string }): Promise<string> {
  const name = basename(recyclePath);
  if (!names.test(name)) throw outside(recyclePath);
  if (!isAbsolute(recyclePath)) {
    if (recyclePath !== smallRecyclePath(name)) throw outside(recyclePath);
    return resolveInside(await dataFolder(), recyclePath);
  }
  if (recyclePath !== join(rootOfRecycled(recyclePath), recycleFolderName, name)) throw outside(recyclePath);
  const path = await resolveInside(root, join(recycleFolderName, name));
  // A library may have been added through a link, and rows hold real paths as well as that one.
  const real = await realRoot(root);
  const isOfRoot = await realpath(rootOfRecycled(recyclePath)).then(
    (named) => named === real,
    () => false,
  );
  if (!isOfRoot || path !== join(real, recycleFolderName, name)) throw outside(recyclePath);
  return path;
}

/** The root whose recycle folder an absolute path names; DATA_DIR for a relative one. */
export const rootOfRecycled = (recyclePath: string): string =>
  isAbsolute(recyclePath) ? dirname(dirname(recyclePath)) : env.DATA_DIR;

/** DATA_DIR, made when it is not there. */
export async function dataFolder(): Promise<string> {
  await mkdir(env.DATA_DIR, { recursive: true });
  return env.DATA_DIR;
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (error) {
    if (!isMissing(error)) throw diskError("open the folder", root, error);
    throw new AppError("offline", `The folder ${root} cannot be reached. Check that its disk is connected.`, {
      cause: error,
    });
  }
}

function outside(path: string): AppError {
  return new AppError("forbidden", `${path} is no path of the recycle bin, so it is left alone.`);
}
