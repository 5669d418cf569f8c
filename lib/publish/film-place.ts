import { basename, dirname, extname } from "node:path";
import type { FilmPlace } from "./profiles.ts";

const discFolders = /^(BDMV|VIDEO_TS)$/i;

// Kodi's own stacking words (advancedsettings, moviestacking): film-cd1, film part 2, film.disc3.
const partSuffix = /[ _.-]+(?:cd|dvd|p(?:ar)?t|dis[ck])[ _.-]*[0-9]+$/i;

/**
 * Where the files of a film go and what they are called. `isPart`: the film is cut into stacked parts;
 * `sharesFolder`: other films lie in the same folder, or it is the library's root.
 */
export function placeOfFilm(film: { filePath: string; isPart: boolean; sharesFolder: boolean }): FilmPlace {
  const folder = dirname(film.filePath);
  const isDisc = discFolders.test(basename(folder));
  if (isDisc || discFolders.test(basename(film.filePath))) {
    const own = isDisc ? dirname(folder) : folder;
    return { folder: own, baseName: basename(own), layout: "disc" };
  }
  const name = basename(film.filePath, extname(film.filePath));
  const baseName = film.isPart ? name.replace(partSuffix, "") || name : name;
  return { folder, baseName, layout: film.sharesFolder ? "flat" : "own" };
}
