import { basename, dirname, extname, join } from "node:path";
import { extensionOf, videoExtensions } from "#lib/files/media-types.ts";
import { takeExtraSuffix } from "#lib/files/names/extras.ts";

/** Where a film lies: a folder of its own, a folder it shares, or the folder of a disc. */
export type FilmLayout = "own" | "flat" | "disc";
/** `baseName` is what names beside the film begin with. */
export type FilmPlace = { folder: string; baseName: string; layout: FilmLayout };

const discFolders = /^(BDMV|VIDEO_TS)$/i;

// Kodi's own stacking words (advancedsettings, moviestacking): film-cd1, film part 2, film.disc3.
const partSuffix = /[ _.-]+(?:cd|dvd|p(?:ar)?t|dis[ck])[ _.-]*[0-9]+$/i;

/**
 * Where the files of a film go and what they are called. `isPart`: the film is cut into stacked parts;
 * `sharesFolder`: other films lie in the same folder, or it is the library's root.
 */
export function placeOfFilm(film: { filePath: string; isPart: boolean; sharesFolder: boolean }): FilmPlace {
  const folder = folderOfFilm(film.filePath);
  if (isDiscPath(film.filePath)) return { folder, baseName: basename(folder), layout: "disc" };
  return { folder, baseName: baseNameOf(film), layout: film.sharesFolder ? "flat" : "own" };
}

/** What the names beside a video begin with. `isPart`: it is one of several stacked parts. */
export function baseNameOf({ filePath, isPart }: { filePath: string; isPart: boolean }): string {
  const name = basename(filePath, extname(filePath));
  return isPart ? name.replace(partSuffix, "") || name : name;
}

/** The folder that holds a film's NFO and artwork. For a disc that is the one around BDMV or VIDEO_TS. */
export function folderOfFilm(filePath: string): string {
  const folder = dirname(filePath);
  return discFolders.test(basename(folder)) ? dirname(folder) : folder;
}

const isDiscPath = (filePath: string) =>
  discFolders.test(basename(dirname(filePath))) || discFolders.test(basename(filePath));

/** A film shares its folder when the library begins there, or when there are videos that are neither its own nor extras. */
export function placeOf(
  film: { filePath: string; root: string; parts: readonly { path: string; kind: string }[] },
  names: readonly string[],
): FilmPlace {
  const folder = dirname(film.filePath);
  const own = new Set([film.filePath, ...film.parts.map((part) => part.path)]);
  const isForeign = (name: string) =>
    videoExtensions.has(extensionOf(name)) &&
    !own.has(join(folder, name)) &&
    !/[-_. ](trailer|sample)\.[^.]+$/i.test(name) &&
    takeExtraSuffix(basename(name, extname(name))) === null;
  return placeOfFilm({
    filePath: film.filePath,
    isPart: film.parts.filter((part) => part.kind === "part").length > 1,
    sharesFolder: folder === film.root || names.some(isForeign),
  });
}
