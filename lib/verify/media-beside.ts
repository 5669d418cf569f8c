import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { extensionOf, videoExtensions } from "#lib/files/media-types.ts";

/** What lies in a folder, one look for all files of a check. */
export type Folders = Map<string, Promise<{ videos: string[]; folders: string[] }>>;

/**
 * Whether a film or episode could be using a file that was published: its video lies beside it. Of a file that begins with
 * the name of its own video, only a video of such a name counts; any video in the folder or right below it for others, such as
 * poster.jpg. In doubt it is used.
 */
export async function hasMediaBeside(
  folders: Folders,
  file: { path: string; root: string; ownStem: string | undefined },
): Promise<boolean> {
  const { path, root, ownStem } = file;
  const inPortraits = basename(dirname(path)) === ".actors";
  const folder = inPortraits ? dirname(dirname(path)) : dirname(path);
  const name = basename(path);
  const { videos, folders: below } = await look(folders, folder);
  const others = videos.filter((video) => video !== name && !isTrailer(video));
  if (!inPortraits && ((ownStem !== undefined && isNamedAfter(name, ownStem)) || folder === root)) {
    return others.some((video) => isNamedAfter(name, stemOf(video)));
  }
  if (others.length > 0) return true;
  for (const each of folder === root ? [] : below) {
    if (discFolder.test(each)) return true;
    const deeper = await look(folders, join(folder, each));
    if (deeper.videos.some((video) => !isTrailer(video))) return true;
  }
  return false;
}

const discFolder = /^(BDMV|VIDEO_TS)$/i;
const stemOf = (name: string) => name.slice(0, name.length - extname(name).length);
const isNamedAfter = (name: string, stem: string) => name.startsWith(`${stem}-`) || name.startsWith(`${stem}.`);
const isTrailer = (name: string) => /[-.]trailer\d*$/i.test(stemOf(name));

function look(folders: Folders, folder: string) {
  const known = folders.get(folder) ?? list(folder);
  folders.set(folder, known);
  return known;
}

async function list(folder: string): Promise<{ videos: string[]; folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = (wanted: (entry: (typeof entries)[number]) => boolean) =>
      entries.filter(wanted).map((entry) => entry.name);
    return {
      // A link counts: the video may lie elsewhere.
      videos: names((entry) => !entry.isDirectory() && videoExtensions.has(extensionOf(entry.name))),
      folders: names((entry) => entry.isDirectory() && !entry.name.startsWith(".")),
    };
  } catch (error) {
    if (isMissing(error) || systemCode(error) === "ENOTDIR") return { videos: [], folders: [] };
    throw diskError("look into the folder", folder, error);
  }
}
