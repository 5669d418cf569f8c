import { basename, dirname } from "node:path";
import { extensionOf, unprobedExtensions, videoExtensions } from "./media-types.ts";
import { parseName } from "./names/parse.ts";
import { foldTitle } from "./names/text.ts";
import type { ParsedName } from "./names/types.ts";
import type { WalkedFile } from "./walk.ts";

export type FilmMedia = {
  file: WalkedFile;
  kind: "part" | "version";
  partNumber: number | null;
  edition: string | null;
  resolution: string | null;
};

export type FilmFiles = {
  /** What stands for the film: the best version or its first part; on a disc the file that players open. */
  main: WalkedFile;
  /** The file whose streams are read; null where that cannot be done. */
  probe: WalkedFile | null;
  media: FilmMedia[];
  name: ParsedName;
  isDisc: boolean;
};

type NamedVideo = { file: WalkedFile; name: ParsedName };
export type SortedVideos = { films: FilmFiles[]; extras: NamedVideo[]; discFiles: WalkedFile[]; rest: WalkedFile[] };

const discEntry = /(?:^|\/)(?:bdmv\/index\.bdmv|(?:video_ts\/)?video_ts\.ifo)$/i;
const discTree = /(?:^|\/)(?:bdmv|certificate|video_ts|audio_ts|jacket_p)\//i;
const looseDvd = /\.(?:ifo|bup|vob)$/i;

/** Finds the films among the files of one folder. `nameOf` gives a file's path as the name parser is to see it. */
export function sortVideos(files: readonly WalkedFile[], nameOf: (file: WalkedFile) => string): SortedVideos {
  const entries = files.filter((file) => discEntry.test(nameOf(file)));
  const roots = entries.map((file) => discRoot(file.path));
  const onDisc = (file: WalkedFile) =>
    discTree.test(nameOf(file)) || (looseDvd.test(file.name) && roots.includes(dirname(file.path)));
  const discFiles = files.filter(onDisc);
  const others = files.filter((file) => !onDisc(file));
  const isVideo = (file: WalkedFile) => videoExtensions.has(extensionOf(file.name));
  const named = others.filter(isVideo).map((file) => ({ file, name: parseName(nameOf(file), { type: "movie" }) }));
  const { films, strays } = groupFilms(named.filter((video) => video.name.extra === null));
  const discs = entries.length === 0 ? [] : [makeDisc(entries, discFiles, nameOf)];
  return {
    films: [...discs, ...films],
    extras: [...named.filter((video) => video.name.extra !== null), ...strays],
    discFiles: discFiles.filter((file) => !entries.includes(file)),
    rest: others.filter((file) => !isVideo(file)),
  };
}

function discRoot(path: string): string {
  const folder = dirname(path);
  return /^(?:bdmv|video_ts)$/i.test(basename(folder)) ? dirname(folder) : folder;
}

function makeDisc(
  entries: WalkedFile[],
  files: readonly WalkedFile[],
  nameOf: (file: WalkedFile) => string,
): FilmFiles {
  const named = entries
    .map((file) => ({ file, name: parseName(nameOf(file), { type: "movie" }) }))
    .sort((a, b) => (a.name.part ?? 0) - (b.name.part ?? 0) || (a.file.path < b.file.path ? -1 : 1));
  const [first] = named;
  if (!first) throw new Error("A disc without a file to open.");
  const root = discRoot(first.file.path);
  const streams = files.filter((file) => file.path.startsWith(`${root}/`) && /\.(?:m2ts|vob)$/i.test(file.name));
  const probe = streams.reduce<WalkedFile | null>(
    (best, file) => (best && best.sizeBytes >= file.sizeBytes ? best : file),
    null,
  );
  return { main: first.file, probe, media: describe(named), name: first.name, isDisc: true };
}

/** One film per title and year; a video beside a film of the folder's own name that is called otherwise is a stray. */
function groupFilms(videos: readonly NamedVideo[]): { films: FilmFiles[]; strays: NamedVideo[] } {
  const byFilm = new Map<string, NamedVideo[]>();
  for (const video of videos) {
    const key = keyOf(video.name);
    const group = byFilm.get(key);
    if (group) group.push(video);
    else byFilm.set(key, [video]);
  }
  const films: FilmFiles[] = [];
  const strays: NamedVideo[] = [];
  for (const group of byFilm.values()) {
    const own = group.length === 1 ? group : group.filter(isCalledLikeFilm);
    const members = own.length === 0 ? group : own;
    for (const video of group) {
      if (!members.includes(video)) strays.push({ ...video, name: { ...video.name, extra: "other" } });
    }
    films.push(makeFilm(members));
  }
  return { films, strays };
}

function keyOf({ ids, title, year }: ParsedName): string {
  if (ids.tmdb !== null) return `tmdb ${ids.tmdb}`;
  if (ids.imdb !== null) return `imdb ${ids.imdb}`;
  return `${foldTitle(title ?? "")} ${year ?? ""}`;
}

function isCalledLikeFilm({ file, name }: NamedVideo): boolean {
  const own = parseName(file.name, { type: "movie" });
  const [ownTitle, title] = [foldTitle(own.title ?? ""), foldTitle(name.title ?? "")];
  return own.year !== null || ownTitle === "" || ownTitle.startsWith(title) || title.startsWith(ownTitle);
}

function makeFilm(videos: NamedVideo[]): FilmFiles {
  const sorted = videos.toSorted(
    (a, b) =>
      (a.name.part ?? 0) - (b.name.part ?? 0) ||
      lines(b.name.resolution) - lines(a.name.resolution) ||
      b.file.sizeBytes - a.file.sizeBytes ||
      (a.file.path < b.file.path ? -1 : 1),
  );
  const [first] = sorted;
  if (!first) throw new Error("A film without a file.");
  const probe = unprobedExtensions.has(extensionOf(first.file.name)) ? null : first.file;
  return { main: first.file, probe, media: describe(sorted), name: first.name, isDisc: false };
}

function lines(resolution: string | null): number {
  return Number.parseInt(resolution ?? "0", 10);
}

function describe(videos: readonly NamedVideo[]): FilmMedia[] {
  return videos.map(({ file, name }) => ({
    file,
    kind: name.part === null ? "version" : "part",
    partNumber: name.part,
    edition: name.edition,
    resolution: name.resolution,
  }));
}
