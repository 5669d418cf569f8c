import { basename, dirname, join, relative } from "node:path";
import { type ArtworkName, readArtworkName, readExtraFanart } from "./artwork-names.ts";
import { type FilmFiles, sortVideos } from "./film-media.ts";
import {
  audioExtensions,
  type ExtraType,
  extensionOf,
  imageExtensions,
  subtitleExtensions,
  videoExtensions,
} from "./media-types.ts";
import type { MovieFolder } from "./movie-folders.ts";
import { takePart } from "./names/parts.ts";
import { baseOf, createOwnerIndex } from "./owner-index.ts";
import { lastWords, readSubtitleName, type SubtitleName } from "./subtitle-names.ts";
import type { WalkedFile } from "./walk.ts";

export type ClassifiedFilm = FilmFiles & {
  /** The folder the film lies in, absolute. */
  folder: string;
  /** `own`: the folder holds this film alone; `flat`: several share it; `disc`: BDMV or VIDEO_TS. */
  layout: "own" | "flat" | "disc";
  /** Best first: N.nfo, movie.nfo, that of the disc or folder, any other in a folder of its own. */
  nfos: WalkedFile[];
  subtitles: ({ file: WalkedFile } & SubtitleName)[];
  extras: { file: WalkedFile; kind: ExtraType }[];
  artwork: ({ file: WalkedFile } & ArtworkName)[];
  /** Files that are part of the film and say nothing by themselves: the rest of a disc, the .sub beside an .idx. */
  companions: WalkedFile[];
};

export type UnknownFile = { file: WalkedFile; kind: "video" | "image" | "subtitle" | "nfo" | "other"; reason: string };
export type ClassifiedFolder = { films: ClassifiedFilm[]; unknown: UnknownFile[] };

/**
 * Decides what each file of a folder is, by names alone: pure, nothing is read. Every file appears once.
 * `rootName` is put before the names when the folder itself is looked at without its library.
 */
export function classifyMovieFolder(folder: MovieFolder, options: { rootName?: string } = {}): ClassifiedFolder {
  const rootPath = folder.path.slice(0, folder.path.length - folder.relativePath.length);
  const prefix = options.rootName === undefined ? "" : `${options.rootName}/`;
  const nameOf = (file: WalkedFile) => prefix + relative(rootPath, file.path);
  const sorted = sortVideos(folder.files, nameOf);
  const isShared = sorted.films.length > 1;
  const films = sorted.films.map((film): ClassifiedFilm => {
    const layout = film.isDisc
      ? "disc"
      : isShared || (folder.relativePath === "" && options.rootName === undefined)
        ? "flat"
        : "own";
    return { ...film, folder: folder.path, layout, nfos: [], subtitles: [], extras: [], artwork: [], companions: [] };
  });
  const result: ClassifiedFolder = { films, unknown: [] };
  const context: Context = {
    films,
    byBase: createOwnerIndex(basesOf(films)),
    siblings: new Set(folder.files.map((file) => file.path)),
    result,
  };
  for (const file of sorted.discFiles) attachDiscFile(context, file);
  for (const { file, name } of sorted.extras) attachExtra(context, file, name.extra ?? "other");
  for (const file of sorted.rest) attach(context, file);
  for (const film of films) sortFacts(film);
  return result;
}

type Context = {
  films: ClassifiedFilm[];
  /** Films by folder and base name, in lower case, of each of their files. */
  byBase: ReturnType<typeof createOwnerIndex<ClassifiedFilm>>;
  siblings: ReadonlySet<string>;
  result: ClassifiedFolder;
};

function* basesOf(films: readonly ClassifiedFilm[]): Generator<[string, ClassifiedFilm]> {
  for (const film of films) {
    for (const { file } of film.media) {
      const base = baseOf(file.path);
      yield [base, film];
      const stacked = takePart(basename(base));
      if (stacked) yield [`${dirname(base)}/${stacked.rest}`, film];
    }
  }
}

/** The film whose base name starts the file's name, and what follows it; the longest base wins. */
function findOwner(
  { films, byBase }: Context,
  file: WalkedFile,
): { film: ClassifiedFilm; suffix: string | null } | undefined {
  const found = byBase.find(file) ?? byBase.find({ ...file, path: besideFilm(file.path) });
  if (found) return { film: found.owner, suffix: found.suffix };
  const [only] = films;
  return films.length === 1 && only && only.layout !== "flat" ? { film: only, suffix: null } : undefined;
}

const isSubtitleFolder = (folder: string): boolean => /^subs?$|^subtitles?$/i.test(basename(folder));

/** `Subs/Film.en.srt` counts as if it lay beside `Film.mkv`. */
function besideFilm(path: string): string {
  const folder = dirname(path);
  return isSubtitleFolder(folder) ? join(dirname(folder), basename(path)) : path;
}

function attachDiscFile(context: Context, file: WalkedFile): void {
  const film = context.films.find((each) => each.isDisc);
  if (film && extensionOf(file.name) === "nfo") film.nfos.push(file);
  else if (film) film.companions.push(file);
  else leaveUnknown(context, file, "It is part of a disc whose index file is missing.");
}

function attachExtra(context: Context, file: WalkedFile, kind: ExtraType): void {
  const owner = findOwner(context, file);
  if (owner) owner.film.extras.push({ file, kind });
  else leaveUnknown(context, file, "It is an extra, and no film it belongs to was found beside it.");
}

function attach(context: Context, file: WalkedFile): void {
  const owner = findOwner(context, file);
  const extension = extensionOf(file.name);
  if (!owner) {
    const reason =
      context.films.length === 0 ? "There is no film in its folder." : "It is not named like any film in its folder.";
    leaveUnknown(context, file, reason);
    return;
  }
  const { film, suffix } = owner;
  const base = basename(baseOf(file.path));
  if (extension === "nfo") film.nfos.push(file);
  else if (subtitleExtensions.has(extension)) attachSubtitle(context, film, file, suffix ?? looseSuffix(file, base));
  else if (imageExtensions.has(extension)) attachPicture(context, film, file, suffix ?? base);
  else if (audioExtensions.has(extension) && /^theme\d?$/i.test(base)) film.extras.push({ file, kind: "theme" });
  else if (extension === "bif" || extension === "edl") film.companions.push(file);
  else leaveUnknown(context, file, "Metarr has no use for this kind of file.");
}

/** In a folder of its own a film's subtitles may be called after an earlier file: only their last words count. */
function looseSuffix(file: WalkedFile, base: string): string {
  return isSubtitleFolder(dirname(file.path)) ? base : lastWords(base);
}

function attachSubtitle({ siblings }: Context, film: ClassifiedFilm, file: WalkedFile, suffix: string): void {
  const isIndexed = extensionOf(file.name) === "sub" && siblings.has(`${file.path.slice(0, -3)}idx`);
  if (isIndexed) film.companions.push(file);
  else film.subtitles.push({ file, ...readSubtitleName(file.name, suffix) });
}

function attachPicture(context: Context, film: ClassifiedFilm, file: WalkedFile, name: string): void {
  const parent = basename(dirname(file.path)).toLowerCase();
  if (parent === ".actors") film.artwork.push({ file, type: "actor_thumb", index: 0 });
  else if (parent === "extrafanart") film.artwork.push({ file, ...readExtraFanart(basename(baseOf(file.path))) });
  else {
    // The picture may be called after an earlier file of the film.
    const stale = /-([a-z]+\d{0,3})$/i.exec(name)?.[1];
    const found = readArtworkName(name) ?? (stale === undefined ? undefined : readArtworkName(stale));
    const artwork = parent === "extrathumbs" ? undefined : found;
    if (artwork) film.artwork.push({ file, ...artwork });
    else leaveUnknown(context, file, "Its name says no kind of artwork.");
  }
}

function leaveUnknown({ result }: Context, file: WalkedFile, reason: string): void {
  result.unknown.push(unknownFile(file, reason));
}

/** A file that belongs to nothing, and why. */
export function unknownFile(file: WalkedFile, reason: string): UnknownFile {
  const extension = extensionOf(file.name);
  const kinds = [
    ["video", videoExtensions],
    ["image", imageExtensions],
    ["subtitle", subtitleExtensions],
    ["nfo", new Set(["nfo"])],
  ] as const;
  const kind = kinds.find(([, extensions]) => extensions.has(extension))?.[0] ?? "other";
  return { file, kind, reason };
}

function sortFacts(film: ClassifiedFilm): void {
  const byPath = (a: { file: WalkedFile }, b: { file: WalkedFile }) => (a.file.path < b.file.path ? -1 : 1);
  film.nfos.sort((a, b) => nfoRank(film, a) - nfoRank(film, b) || (a.path < b.path ? -1 : 1));
  film.subtitles.sort(byPath);
  film.extras.sort(byPath);
  film.artwork.sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.index - b.index || byPath(a, b)));
}

/** The order of nfo-and-artwork.md: the film's own name, movie.nfo, that of the disc, of the folder, any other. */
function nfoRank(film: ClassifiedFilm, file: WalkedFile): number {
  const base = baseOf(file.path).toLowerCase();
  if (!film.isDisc && film.media.some((media) => baseOf(media.file.path).toLowerCase() === base)) return 0;
  const name = basename(base);
  if (name === "movie") return 1;
  if (name === "video_ts" || name === "index") return 2;
  return name === basename(film.folder).toLowerCase() ? 3 : 4;
}

export type FileRole = { path: string; role: string; film: string | null; detail: Record<string, unknown> };

/** Every file of a classified folder once, with its role in a word: what `inspect folder` prints. */
export function listRoles({ films, unknown }: ClassifiedFolder): FileRole[] {
  const roles: FileRole[] = [];
  for (const film of films) {
    const add = (file: WalkedFile, role: string, detail: Record<string, unknown> = {}) =>
      roles.push({ path: file.path, role, film: film.main.path, detail });
    for (const { file, kind, ...detail } of film.media) add(file, file === film.main ? "video" : kind, detail);
    for (const file of film.nfos) add(file, "nfo");
    for (const { file, ...detail } of film.subtitles) add(file, "subtitle", detail);
    for (const { file, kind } of film.extras) add(file, kind === "trailer" ? "trailer" : "extra", { type: kind });
    for (const { file, ...detail } of film.artwork) add(file, "artwork", detail);
    for (const file of film.companions) add(file, "companion");
  }
  for (const { file, kind, reason } of unknown)
    roles.push({ path: file.path, role: "unknown", film: null, detail: { kind, reason } });
  return roles.sort((a, b) => (a.path < b.path ? -1 : 1));
}
