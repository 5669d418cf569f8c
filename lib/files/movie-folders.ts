import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { systemIgnoreRules } from "./ignore-rules.ts";
import { extensionOf, videoExtensions } from "./media-types.ts";
import { extraFolderType } from "./names/extras.ts";
import type { WalkedFile, WalkedFolder, WalkProblem } from "./walk.ts";
import { walkFolders } from "./walk-folders.ts";

/** A folder with the folders below it that belong to it: extras, discs, subtitles, more pictures. */
export type MovieFolder = {
  path: string;
  /** Below the library root; empty for the root itself. */
  relativePath: string;
  files: WalkedFile[];
  /** Paths of the folder itself and of those that belong to it. */
  folders: string[];
  /** Changes with anything in it. */
  fingerprint: string;
  /** False when a part of it could not be read: what is missing then is not gone. */
  isComplete: boolean;
  leftovers: number;
  /** Paths that were passed over by a rule; folders end with a slash. */
  ignored: string[];
  problems: WalkProblem[];
};

const belongs =
  /^(?:bdmv|certificate|video_ts|audio_ts|jacket_p|stream|playlist|clipinf|backup|auxdata|meta|jar|bdjo|subs?|subtitles?|(?:cd|dvd|dis[ck])[\s._-]?\d{1,2}|extrafanart|extrathumbs|\.actors)$/i;
const holdsFilm = /^(?:bdmv|video_ts|(?:cd|dvd|dis[ck])[\s._-]?\d{1,2})$/i;

/**
 * The folder of the film that a folder below a root belongs to, by the names on the way: that of a disc, of subtitles or of
 * extras is part of the one above. In doubt it is a larger one.
 */
export function filmFolderAround(root: string, folder: string): string {
  const names = relative(root, folder).split("/").filter(Boolean);
  const isPart = (name: string, index: number) =>
    (belongs.test(name) || extraFolderType(name) !== undefined) &&
    (index > 0 || names.length === 1 || belongs.test(name));
  const part = names.findIndex(isPart);
  return part < 0 ? folder : join(root, ...names.slice(0, part));
}

type Open = { folder: MovieFolder; hasFilm: boolean; fingerprints: string[] };

/**
 * Puts the folders of walkLibrary together, one after another, as soon as each is complete. Needs parents before their
 * children, as walkLibrary gives them, and holds only the folders on the way down.
 */
export async function* groupMovieFolders(
  batches: AsyncIterable<readonly WalkedFolder[]> | Iterable<readonly WalkedFolder[]>,
): AsyncGenerator<MovieFolder, void, undefined> {
  const open: Open[] = [];
  for await (const batch of batches) {
    for (const folder of batch) {
      while (!isBelow(open.at(-1)?.folder, folder)) yield close(open);
      const owner = open.at(-1);
      if (owner && isPartOf(owner, folder)) add(owner, folder);
      else open.push(start(folder));
    }
  }
  while (open.length > 0) yield close(open);
}

function isBelow(owner: MovieFolder | undefined, folder: WalkedFolder): boolean {
  if (!owner || owner.relativePath === "") return true;
  return folder.relativePath.startsWith(`${owner.relativePath}/`);
}

/** A folder such as `Shorts` is a shelf of its own unless it lies beside a film. */
function isPartOf(owner: Open, folder: WalkedFolder): boolean {
  const inner = owner.folder.relativePath === "" ? 0 : owner.folder.relativePath.length + 1;
  const [first = ""] = folder.relativePath.slice(inner).split("/", 1);
  if (belongs.test(first)) return true;
  // Beside films that lie loose in the library, `Shorts/One (1921)/` are films on a shelf.
  const isShelf = owner.folder.relativePath === "" && folder.folders.length > 0;
  return owner.hasFilm && !isShelf && extraFolderType(first) !== undefined;
}

function start(folder: WalkedFolder): Open {
  const { path, relativePath, isComplete, leftovers } = folder;
  const isFilm = (file: WalkedFile) => videoExtensions.has(extensionOf(file.name));
  return {
    folder: {
      path,
      relativePath,
      files: [...folder.files],
      folders: [path],
      fingerprint: "",
      isComplete,
      leftovers,
      ignored: folder.ignored.map((name) => `${path}/${name}`),
      problems: [...folder.problems],
    },
    hasFilm: folder.files.some(isFilm) || folder.folders.some((name) => holdsFilm.test(name)),
    fingerprints: [folder.fingerprint],
  };
}

function add(owner: Open, folder: WalkedFolder): void {
  for (const file of folder.files) owner.folder.files.push(file);
  owner.folder.folders.push(folder.path);
  owner.folder.problems.push(...folder.problems);
  for (const name of folder.ignored) owner.folder.ignored.push(`${folder.path}/${name}`);
  owner.folder.isComplete &&= folder.isComplete;
  owner.folder.leftovers += folder.leftovers;
  owner.fingerprints.push(`${folder.relativePath}\0${folder.fingerprint}`);
}

function close(open: Open[]): MovieFolder {
  const done = open.pop();
  if (!done) throw new Error("A folder was closed that was never opened.");
  const hash = createHash("sha256").update(done.fingerprints.join("\0\0"));
  return { ...done.folder, fingerprint: hash.digest("hex").slice(0, 32) };
}

/**
 * The fingerprint that a scan would give one folder right now; undefined when it cannot be read. For those who write
 * into it and know what they wrote. Small: it blocks for as long as listing a film's folder takes.
 */
export async function fingerprintMovieFolder(root: string, path: string): Promise<string | undefined> {
  const realRoot = await realpath(root);
  const walked = [
    ...walkFolders({ root, realRoot, ignore: systemIgnoreRules, start: { path, relativePath: relative(root, path) } }),
  ];
  for await (const folder of groupMovieFolders([walked])) {
    if (folder.path === path) return folder.isComplete ? folder.fingerprint : undefined;
  }
  return undefined;
}
