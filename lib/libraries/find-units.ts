import { type ClassifiedFilm, classifyMovieFolder, type UnknownFile } from "#lib/files/classify.ts";
import { groupMovieFolders, type MovieFolder } from "#lib/files/movie-folders.ts";
import { walkLibrary } from "#lib/files/walk.ts";

/** A folder with what belongs to it, and the films in it when it has to be read. */
export type ScanUnit = {
  folder: MovieFolder;
  /** False: it looks as at the last scan, and `films` is empty. */
  isChanged: boolean;
  films: ClassifiedFilm[];
  unknown: UnknownFile[];
};

export type FindOptions = {
  /** Fingerprints by folder, as the last scan left them. */
  known: ReadonlyMap<string, string>;
  full: boolean;
  signal?: AbortSignal | undefined;
};

/** Walks a root and gives its folders one after another, classified where they changed. */
export async function* findUnits(root: string, options: FindOptions): AsyncGenerator<ScanUnit, void, undefined> {
  const { known, full, signal } = options;
  for await (const folder of groupMovieFolders(walkLibrary({ root, ...(signal ? { signal } : {}) }))) {
    const isChanged = full || known.get(folder.path) !== folder.fingerprint;
    // The files of a folder that could not be listed are unknown, not gone: it is read again next time.
    if (isChanged && folder.isComplete) yield { folder, isChanged, ...classifyMovieFolder(folder) };
    else yield { folder, isChanged: false, films: [], unknown: [] };
  }
}
