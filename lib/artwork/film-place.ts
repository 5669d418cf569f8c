import { basename, dirname, extname } from "node:path";

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
  const name = basename(film.filePath, extname(film.filePath));
  const baseName = film.isPart ? name.replace(partSuffix, "") || name : name;
  return { folder, baseName, layout: film.sharesFolder ? "flat" : "own" };
}

/** The folder that holds a film's NFO and artwork. For a disc that is the one around BDMV or VIDEO_TS. */
export function folderOfFilm(filePath: string): string {
  const folder = dirname(filePath);
  return discFolders.test(basename(folder)) ? dirname(folder) : folder;
}

const isDiscPath = (filePath: string) =>
  discFolders.test(basename(dirname(filePath))) || discFolders.test(basename(filePath));
