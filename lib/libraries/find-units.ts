import { type ClassifiedFilm, classifyMovieFolder, type UnknownFile } from "#lib/files/classify.ts";
import { groupMovieFolders, type MovieFolder } from "#lib/files/movie-folders.ts";
import { groupSeriesFolders } from "#lib/files/series-folders.ts";
import type { WalkedFolder } from "#lib/files/walk.ts";
import type { SeriesUnit } from "./series-scan/gather-shows.ts";

/** A folder with what belongs to it, and the items in it when it has to be read. */
type Unit = {
  folder: MovieFolder;
  /** False: it looks as at the last scan, and nothing in it was classified. */
  isChanged: boolean;
  unknown: UnknownFile[];
};
export type FilmUnit = Unit & { films: ClassifiedFilm[] };

export type FindOptions = {
  /** Fingerprints by folder, as the last scan left them. */
  known: ReadonlyMap<string, string>;
  full: boolean;
};

type Walked = AsyncIterable<readonly WalkedFolder[]>;

/** Gives the folders of a walk of films one after another, classified where they changed. */
export async function* findFilms(walked: Walked, options: FindOptions): AsyncGenerator<FilmUnit, void, undefined> {
  for await (const folder of groupMovieFolders(walked)) {
    if (hasChanged(folder, options)) yield { folder, isChanged: true, ...classifyMovieFolder(folder) };
    else yield { folder, isChanged: false, films: [], unknown: [] };
  }
}

/** The same for series, whose shows are put together when all folders are known (gatherShows). */
export async function* findSeriesFolders(
  walked: Walked,
  options: FindOptions,
): AsyncGenerator<SeriesUnit, void, undefined> {
  for await (const folder of groupSeriesFolders(walked)) yield { folder, isChanged: hasChanged(folder, options) };
}

/**
 * What lies in a folder that could not be listed is unknown, not gone: a known folder is left as it was, and of a new one
 * the rest is read. Either is read again next time.
 */
const hasChanged = (folder: MovieFolder, { known, full }: FindOptions): boolean =>
  folder.isComplete ? full || known.get(folder.path) !== folder.fingerprint : !known.has(folder.path);
