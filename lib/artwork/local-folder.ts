import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { type ClassifiedFilm, type ClassifiedFolder, classifyMovieFolder } from "#lib/files/classify.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { compileIgnoreRules, type IgnoreRule } from "#lib/files/ignore-rules.ts";
import type { MovieFolder } from "#lib/files/movie-folders.ts";
import type { WalkedFile } from "#lib/files/walk.ts";
import { folderOfFilm } from "./film-place.ts";

const discParts = /^(?:cd|dvd|dis[ck])[\s._-]?\d{1,2}$/i;
/** Folders beside a film that say which pictures are its own. */
const belonging = /^(?:bdmv|video_ts|extrafanart|\.actors|(?:cd|dvd|dis[ck])[\s._-]?\d{1,2})$/i;

type FilmFiles = {
  filePath: string;
  root: string;
  parts: readonly { path: string }[];
  /** What is passed over. */
  ignore: readonly IgnoreRule[];
};

/**
 * Classifies the folders of films as a scan does, each folder once. Only names are read: a film's folder may be the
 * library's root with thousands of others, whose own folders are not looked into.
 */
export function createFilmFinder(): (film: FilmFiles) => Promise<ClassifiedFilm | undefined> {
  const folders = new Map<string, Promise<ClassifiedFolder>>();
  return async (film) => {
    const path = unitOf(film);
    const classified = folders.get(path) ?? readFolder(film, path).then((folder) => classifyMovieFolder(folder));
    folders.set(path, classified);
    const { films } = await classified;
    return films.find(({ main, media }) =>
      [main, ...media.map(({ file }) => file)].some(({ path: at }) => at === film.filePath),
    );
  };
}

/** The folder in which all files of the film lie, also those of its `CD1` and `CD2`. */
function unitOf({ filePath, root }: FilmFiles): string {
  const folder = folderOfFilm(filePath);
  return folder !== root && discParts.test(basename(folder)) ? dirname(folder) : folder;
}

async function readFolder({ root, ignore }: FilmFiles, path: string): Promise<MovieFolder> {
  const { files, folders } = await listFolder(path, { root, ignore });
  for (const name of folders.filter((each) => belonging.test(each))) {
    files.push(...(await listFolder(join(path, name), { root, ignore })).files);
  }
  const facts = { fingerprint: "", isComplete: true, leftovers: 0, ignored: [], problems: [] };
  return { path, relativePath: relative(root, path), files, folders: [path], ...facts };
}

/** Regular files and folders in a folder, without links and what is ignored; one that is gone holds nothing. */
export async function listFolder(
  path: string,
  { root, ignore }: { root: string; ignore: readonly IgnoreRule[] },
): Promise<{ files: WalkedFile[]; folders: string[] }> {
  const isIgnored = compileIgnoreRules(ignore);
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const seen = entries.filter(
      (entry) =>
        !isIgnored({ name: entry.name, path: relative(root, join(path, entry.name)), isFolder: entry.isDirectory() }),
    );
    const files = seen.filter((entry) => entry.isFile()).map(({ name }) => nameOnly(path, name));
    const folders = seen.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return { files: files.toSorted((a, b) => (a.name < b.name ? -1 : 1)), folders: folders.toSorted() };
  } catch (error) {
    if (isMissing(error)) return { files: [], folders: [] };
    throw diskError("look into the folder", path, error);
  }
}

/** Which pictures are whose is told by names; sizes and times say nothing about it. */
const nameOnly = (folder: string, name: string): WalkedFile => ({
  name,
  path: join(folder, name),
  sizeBytes: 0,
  mtimeMs: 0,
  inode: 0,
  device: 0,
});
