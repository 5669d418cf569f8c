import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { extensionOf, videoExtensions } from "./media-types.ts";
import type { MovieFolder } from "./movie-folders.ts";
import { extraFolderType } from "./names/extras.ts";
import { parseName } from "./names/parse.ts";
import { foldTitle } from "./names/text.ts";
import type { WalkedFile, WalkedFolder } from "./walk.ts";

/**
 * What is read together in a library of series: a show's folder with everything below it, or a folder whose episodes lie
 * in no folder of their show (`isLoose`): the root itself, a season pack, the folder of one release.
 */
export type SeriesFolder = MovieFolder & { isLoose: boolean };

type Node = { walked: WalkedFolder; name: string; children: Node[] };

/**
 * Puts the folders of walkLibrary together, each top folder as soon as it is complete. Needs parents before their
 * children, as walkLibrary gives them, and holds one top folder at a time.
 */
export async function* groupSeriesFolders(
  batches: AsyncIterable<readonly WalkedFolder[]> | Iterable<readonly WalkedFolder[]>,
): AsyncGenerator<SeriesFolder, void, undefined> {
  let top: Node | undefined;
  let path: Node[] = [];
  for await (const batch of batches) {
    for (const walked of batch) {
      const node = { walked, name: basename(walked.path), children: [] };
      if (walked.relativePath === "") {
        yield unitOf([node], { isLoose: true });
        continue;
      }
      while (path.length > 0 && !isInside(path.at(-1), walked)) path.pop();
      const parent = path.at(-1);
      if (parent) parent.children.push(node);
      else {
        if (top) yield* splitShows(top);
        top = node;
        path = [];
      }
      path.push(node);
    }
  }
  if (top) yield* splitShows(top);
}

/**
 * A whole walk as one show, when episodes, seasons or a tvshow.nfo lie right in its root and no shows in folders of their
 * own; else undefined.
 */
export function groupAsShow(walked: readonly WalkedFolder[]): SeriesFolder | undefined {
  const nodes = new Map<string, Node>();
  for (const folder of walked) {
    const node = { walked: folder, name: basename(folder.path), children: [] };
    nodes.set(folder.path, node);
    nodes.get(dirname(folder.path))?.children.push(node);
  }
  const [root] = nodes.values();
  if (!root || holdsShows(root) || !(hasShowNfo(root) || holdsEpisodes(root))) return undefined;
  return unitOf(flatten(root), { isLoose: false, relativePath: root.name });
}

const hasShowNfo = ({ walked }: Node): boolean => walked.files.some((file) => file.name.toLowerCase() === "tvshow.nfo");

const isInside = (node: Node | undefined, folder: WalkedFolder): boolean =>
  node !== undefined && folder.relativePath.startsWith(`${node.walked.relativePath}/`);

/** A folder that is neither a show nor a release is a shelf: shows stand on it. */
function* splitShows(node: Node): Generator<SeriesFolder> {
  const isNamed = hasShowNfo(node) && !holdsShows(node);
  if (!isNamed && isRelease(node)) yield unitOf(flatten(node), { isLoose: true });
  else if (isNamed || holdsEpisodes(node)) yield unitOf(flatten(node), { isLoose: false });
  else {
    // Also without files: what lay there at the last scan has to be forgotten.
    yield unitOf([node], { isLoose: true });
    for (const child of node.children) yield* splitShows(child);
  }
}

const isVideo = (file: WalkedFile): boolean => videoExtensions.has(extensionOf(file.name));

/** Says its numbers by signs of their own: the digits of `The 4400` do not. */
const episodeMark = /(?<![\p{L}\p{N}])(?:s\d{1,4}[\s._-]?e\d{1,4}|\d{1,2}x\d{2,3}(?!\p{N}))/iu;

/** `Show.S01.1080p.WEB-GRP`, `Show.S01E02.720p-GRP`: the name of a release says which episodes lie in it. */
function isRelease({ name }: Node): boolean {
  const inside = parseName(`${name}/x.mkv`, { type: "tv" });
  if (inside.seasonNumber !== null) return true;
  const own = parseName(`${name}.mkv`, { type: "tv" });
  return own.title !== null && own.seasonNumber !== null && episodeMark.test(name);
}

const holdsEpisodes = (node: Node): boolean =>
  holdsDirectEpisodes(node) ||
  node.children.some((child) => isSeasonOf(node, child) || (holdsOwnEpisodes(node, child) && !hasShowNfo(child)));

/** Videos right in a folder make it a show, unless they name others: several, or one beside folders of shows. */
function holdsDirectEpisodes(node: Node): boolean {
  const titles = node.walked.files.filter(isVideo).map(({ name }) => parseName(name, { type: "tv" }).title);
  if (titles.length === 0) return false;
  if (titles.some((title) => title === null || isCalledLike(title, node))) return true;
  const named = new Set(titles.map((title) => foldTitle(title ?? "")));
  return named.size === 1 && !holdsShows(node);
}

/** A folder such as `Season 1` or `Show S01 1080p` below the show's. */
function isSeasonOf(node: Node, child: Node): boolean {
  if (extraFolderType(child.name)) return false;
  const { seasonNumber, title } = parseName(`${node.name}/${child.name}/x.mkv`, { type: "tv" });
  return seasonNumber !== null && isCalledLike(title, node);
}

/** Whether folders in it are shows by their own seasons or NFO. */
const holdsShows = (node: Node): boolean =>
  node.children.some(
    (child) =>
      !isSeasonOf(node, child) &&
      (hasShowNfo(child) || child.children.some((grandchild) => isSeasonOf(child, grandchild))),
  );

/** `Show/First arc/Show - 01.mkv`: the files name the show of the folder above. */
function holdsOwnEpisodes(node: Node, child: Node): boolean {
  if (extraFolderType(child.name)) return false;
  const video = child.walked.files.find(isVideo);
  return video !== undefined && isCalledLike(parseName(video.name, { type: "tv" }).title, node);
}

function isCalledLike(title: string | null, { name }: Node): boolean {
  // Read as the folder of a show: a name such as `Show` says nothing about a file right in it.
  const show = parseName(`${name}/Season 1/x.mkv`, { type: "tv" }).title ?? name;
  const [own, folder] = [foldTitle(title ?? ""), foldTitle(show)];
  return own !== "" && (own.startsWith(folder) || folder.startsWith(own));
}

const flatten = (node: Node): Node[] => [node, ...node.children.flatMap(flatten)];

function unitOf(nodes: Node[], options: { isLoose: boolean; relativePath?: string }): SeriesFolder {
  const walked = nodes.map((node) => node.walked);
  const [first] = walked;
  if (!first) throw new Error("A unit without a folder.");
  const hash = createHash("sha256");
  for (const folder of walked) hash.update(`${folder.relativePath}\0${folder.fingerprint}\0\0`);
  return {
    path: first.path,
    relativePath: first.relativePath,
    ...options,
    files: walked.flatMap((folder) => folder.files),
    folders: walked.map((folder) => folder.path),
    fingerprint: hash.digest("hex").slice(0, 32),
    isComplete: walked.every((folder) => folder.isComplete),
    leftovers: walked.reduce((sum, folder) => sum + folder.leftovers, 0),
    ignored: walked.flatMap((folder) => folder.ignored.map((name) => `${folder.path}/${name}`)),
    problems: walked.flatMap((folder) => folder.problems),
  };
}
