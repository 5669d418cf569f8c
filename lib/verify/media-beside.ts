import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { baseNameOf } from "#lib/artwork/film-place.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { extensionOf, videoExtensions } from "#lib/files/media-types.ts";
import { portraitFolder } from "#lib/publish/names.ts";

/** What lies in a folder, one look for all files of a check. */
export type Folders = Map<string, Promise<{ videos: string[]; folders: string[] }>>;

/** In so many folders a video is looked for; where there are more, it is taken to be there. */
const mostFolders = 500;

/**
 * Whether a film or episode could be using a file that was published: its video lies beside it. Of a file that begins with
 * the name of its own video, only a video of such a name counts; any video in the folder or anywhere below it for others, such
 * as poster.jpg. Directly in a folder of the library only names count. In doubt it is used.
 */
export async function hasMediaBeside(
  folders: Folders,
  file: { path: string; root: string; ownVideo: string | undefined },
): Promise<boolean> {
  const { path, root, ownVideo } = file;
  const folder = folderOf(path);
  const isNamed = folder === dirname(path);
  const name = basename(path);
  const isAfter = (video: string) => stemsOf(video).some((stem) => isNamedAfter(name, stem));
  const isMedia = (video: string) => video !== name && !isTrailer(video);
  const { videos } = await look(folders, folder);
  if (isNamed && ((ownVideo !== undefined && isAfter(ownVideo)) || folder === root)) {
    return videos.some((video) => isMedia(video) && isAfter(video));
  }
  return folder === root ? videos.some(isMedia) : holdsMedia(folders, { folder, isMedia });
}

/** The folder of the film or series that a published file lies in. */
export const folderOf = (path: string): string =>
  basename(dirname(path)) === portraitFolder ? dirname(dirname(path)) : dirname(path);

/** From above to below: a season folder, then those of its releases. */
async function holdsMedia(
  folders: Folders,
  { folder, isMedia }: { folder: string; isMedia: (video: string) => boolean },
): Promise<boolean> {
  const waiting = [folder];
  for (const each of waiting) {
    const { videos, folders: below } = await look(folders, each);
    if (videos.some(isMedia) || below.some((name) => discFolder.test(name))) return true;
    waiting.push(...below.map((name) => join(each, name)));
    if (waiting.length > mostFolders) return true;
  }
  return false;
}

const discFolder = /^(BDMV|VIDEO_TS)$/i;
const stemOf = (name: string) => name.slice(0, name.length - extname(name).length);
/** What the names beside a video begin with, alone or as one of several parts. */
const stemsOf = (video: string) => [true, false].map((isPart) => baseNameOf({ filePath: video, isPart }));
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
