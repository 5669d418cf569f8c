import { access, constants, realpath } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { checkRoot } from "#lib/files/walk.ts";
import { holdsOwnData, isAllowedFolder, isWithin, type Places, readPlaces } from "./places.ts";

export type RootPath = { path: string; libraryName: string };

/**
 * Checks the folders of a library before they are kept: each exists, is a folder, can be read, lies in an allowed
 * place and overlaps neither another library nor another of them. Returns them without trailing slashes.
 * Throws AppError with field `paths` that names the folder and what to do.
 */
export async function checkLibraryPaths(paths: string[], taken: RootPath[]): Promise<string[]> {
  const checked: { path: string; real: string }[] = [];
  const places = await readPlaces();
  // A library whose disk is away has no real path; its own name still counts.
  const takenReal = await Promise.all(
    taken.map(async (root) => ({ ...root, real: await realpath(root.path).catch(() => root.path) })),
  );
  for (const given of paths) {
    const path = given.replace(/(?<=.)\/+$/, "");
    const real = await checkPlace(places, path);
    const overlaps = (other: { real: string }) => isWithin(real, other.real) || isWithin(other.real, real);
    const other = takenReal.find(overlaps);
    if (other)
      throw refuse(
        "conflict",
        `${path} overlaps the library ${other.libraryName} (${other.path}). Choose a folder outside it.`,
      );
    const twin = checked.find(overlaps);
    if (twin) throw refuse("conflict", `${path} and ${twin.path} overlap. Choose one of them.`);
    checked.push({ path, real });
  }
  return checked.map((item) => item.path);
}

/** Checks one folder by itself, and returns its real path. */
async function checkPlace(places: Places, path: string): Promise<string> {
  if (!isAbsolute(path)) throw refuse("invalid", `${path} is not a full path. Start it with /.`);
  const { realPath } = await checkRoot(path).catch((error: unknown) => {
    throw error instanceof AppError ? refuse(error.code, error.message, error) : error;
  });
  if (!isAllowedFolder(places, path) || !isAllowedFolder(places, realPath)) {
    throw refuse(
      "forbidden",
      `${path} is not in a place libraries may lie in. Choose a folder below ${env.MEDIA_ROOTS.join(" or ")}, outside the system's folders and Metarr's own data.`,
    );
  }
  if (holdsOwnData(places, realPath)) {
    throw refuse("forbidden", `Metarr keeps its own data in ${path}. Choose a folder that holds only films.`);
  }
  await access(path, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
    throw refuse("disk", `${path} cannot be read. Give Metarr's user the right to read it.`, cause);
  });
  return realPath;
}

function refuse(code: AppError["code"], message: string, cause?: unknown): AppError {
  return new AppError(code, message, { field: "paths", cause });
}
