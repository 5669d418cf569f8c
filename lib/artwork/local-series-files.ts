import { realpath, stat } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";
import type { ArtworkName } from "#lib/files/artwork-names.ts";
import { type ClassifiedShow, classifySeriesFolder } from "#lib/files/classify-series.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import type { IgnoreRule } from "#lib/files/ignore-rules.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { groupSeriesFolders, type SeriesFolder } from "#lib/files/series-folders.ts";
import { walkFolders } from "#lib/files/walk-folders.ts";
import { listFolder } from "./local-folder.ts";

export type ShowPictures = {
  /** Season null: of the show itself. */
  artwork: ({ path: string; season: number | null } & ArtworkName)[];
  thumbs: { path: string; videoPath: string }[];
  /** Paths of pictures in `.actors`. */
  portraits: string[];
};

type Show = {
  root: string;
  directoryPath: string;
  episodePaths: readonly string[];
  /** What is passed over. */
  ignore: readonly IgnoreRule[];
};

/**
 * Finds the pictures of a show as a scan sees them: everything in its folder, and beside episodes that lie in no folder
 * of their show what is called like them. Nothing but names is read.
 */
export async function findShowPictures(show: Show): Promise<ShowPictures> {
  const found: ShowPictures = { artwork: [], thumbs: [], portraits: [] };
  for (const unit of [...(await ownUnits(show)), ...(await looseUnits(show))]) {
    for (const each of classifySeriesFolder(unit).shows) {
      found.thumbs.push(...thumbsOf(each));
      if (unit.isLoose || each.directoryPath !== show.directoryPath) continue;
      found.artwork.push(...each.artwork.map(({ file, ...name }) => ({ path: file.path, ...name })));
      found.portraits.push(...each.companions.map(({ path }) => path).filter(isPortrait));
    }
  }
  return found;
}

const isPortrait = (path: string) => basename(dirname(path)).toLowerCase() === ".actors";

const thumbsOf = (show: ClassifiedShow): ShowPictures["thumbs"] =>
  show.files.flatMap(({ file, thumbs }) => thumbs.map(({ path }) => ({ path, videoPath: file.path })));

/** The show's own folder; none when its episodes have no folder of their show. Blocks for as long as listing it takes. */
async function ownUnits({ root, directoryPath, ignore }: Show): Promise<SeriesFolder[]> {
  const relativePath = relative(root, directoryPath);
  const isFolder = await stat(directoryPath).then(
    (facts) => facts.isDirectory(),
    (error: unknown) => {
      if (isMissing(error)) return false;
      // A share that is away for a while is no folder without pictures: the job tells it and tries again.
      throw diskError("look into the folder", directoryPath, error);
    },
  );
  if (!isFolder || relativePath === "" || !isInside(root, directoryPath)) return [];
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw diskError("open the folder", root, error);
  });
  const start = { path: directoryPath, relativePath };
  const walked = [...walkFolders({ root, realRoot, ignore, start })];
  const units: SeriesFolder[] = [];
  for await (const unit of groupSeriesFolders([walked])) units.push(unit);
  return units;
}

/** The folders of episodes outside of it, each without the folders in it: they may be the library's root. */
async function looseUnits({ root, directoryPath, episodePaths, ignore }: Show): Promise<SeriesFolder[]> {
  const outside = episodePaths.map((path) => dirname(path)).filter((folder) => !isInside(directoryPath, folder));
  const units: SeriesFolder[] = [];
  for (const path of new Set(outside)) {
    const { files } = await listFolder(path, { root, ignore });
    const facts = { fingerprint: "", isComplete: true, leftovers: 0, ignored: [], problems: [] };
    units.push({ path, relativePath: relative(root, path), isLoose: true, files, folders: [path], ...facts });
  }
  return units;
}
