import { basename, dirname } from "node:path";
import { extraFolderType } from "./names/extras.ts";
import type { SeriesFolder } from "./series-folders.ts";
import type { WalkedFile } from "./walk.ts";

/** A disc as it lies in a folder, by the file that players open. */
export type SeriesDisc = {
  entry: WalkedFile;
  /** The folder around BDMV or VIDEO_TS: its name, or that of one above, may say which episode this is. */
  root: string;
  /** Of `Disc 2` and the like. */
  number: number | null;
};

type SortedDiscs = { discs: SeriesDisc[]; discFiles: WalkedFile[]; others: WalkedFile[] };

const discEntry = /\/(?:bdmv\/index\.bdmv|video_ts\.ifo)$/i;
const discTree = /\/(?:bdmv|video_ts)\//i;
/** What lies beside those two on a disc; a show may be called so. */
const besideTree = /^(?:certificate|audio_ts|jacket_p)\//i;
const looseDvd = /\.(?:ifo|bup|vob)$/i;
const discNumber = /^(?:dis[ck]|dvd|cd|bd)[ ._-]*(\d{1,2})$/i;

/** Finds the discs among the files of a show's folder, and every file that is part of one. Extras stay with the others. */
export function sortDiscs(folder: SeriesFolder): SortedDiscs {
  const isExtra = (file: WalkedFile) =>
    dirname(file.path.slice(folder.path.length + 1))
      .split("/")
      .some((name) => extraFolderType(name) !== undefined);
  const discs = folder.files
    .filter((file) => discEntry.test(file.path) && !isExtra(file))
    .map((entry): SeriesDisc => {
      const root = rootOf(entry.path);
      const [, number] = discNumber.exec(basename(root)) ?? [];
      return { entry, root, number: number === undefined ? null : Number(number) };
    });
  const roots = new Set(discs.map(({ root }) => root));
  const isPart = (file: WalkedFile): boolean =>
    discTree.test(file.path) ||
    (looseDvd.test(file.name) && roots.has(dirname(file.path))) ||
    discs.some(({ root }) => file.path.startsWith(`${root}/`) && besideTree.test(file.path.slice(root.length + 1)));
  const discFiles = folder.files.filter((file) => isPart(file) && !isExtra(file));
  const parts = new Set(discFiles);
  return { discs, discFiles, others: folder.files.filter((file) => !parts.has(file)) };
}

function rootOf(entry: string): string {
  const folder = dirname(entry);
  return /^(?:bdmv|video_ts)$/i.test(basename(folder)) ? dirname(folder) : folder;
}
