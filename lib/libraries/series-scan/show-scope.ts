import { dirname, join, relative } from "node:path";
import { classifySeriesFolder } from "#lib/files/classify-series.ts";
import { isInside } from "#lib/files/safe-path.ts";
import type { WalkedFolder } from "#lib/files/walk.ts";
import { findSeriesFolders } from "../find-units.ts";
import type { KnownSeries } from "./known-series.ts";
import { createSpellings } from "./loose-shows.ts";

/**
 * The folder of the show that a folder below a root belongs to: that of a known show, else the one that stands where known
 * shows stand, else the first below the root.
 */
export function showFolderAround(known: KnownSeries, { folder, root }: { folder: string; root: string }): string {
  const names = relative(root, folder).split("/").filter(Boolean);
  const directories = [...known.byDirectory.keys()];
  const [outermost] = directories.filter((path) => isInside(path, folder)).toSorted((a, b) => a.length - b.length);
  if (outermost !== undefined) return outermost;
  const isShelf = new Set(directories.map(dirname));
  const onTheWay = names.map((_, index) => join(root, ...names.slice(0, index)));
  const shelf = onTheWay.findLastIndex((path) => isShelf.has(path));
  return join(root, ...names.slice(0, Math.max(0, shelf) + 1));
}

/**
 * Files of the shows whose folders these are, wherever they lie: what is decided about a show is decided on all of its
 * files. And files elsewhere that those found here may have been.
 */
export async function findRelatedEpisodes(
  known: KnownSeries,
  walked: AsyncIterable<readonly WalkedFolder[]>,
): Promise<{ together: string[]; moved: string[] }> {
  const details = await known.details();
  const rowOf = new Map(known.episodes.map((row) => [row.filePath, row]));
  const spell = createSpellings(known.shows.values());
  const shows = new Set<number>();
  const moved = new Set<string>();
  for await (const { folder } of findSeriesFolders(walked, { known: new Map(), full: true })) {
    for (const { directoryPath } of classifySeriesFolder(folder).shows.map(spell)) {
      const show = known.byDirectory.get(directoryPath);
      if (show) shows.add(show.seriesId);
    }
    for (const file of folder.files) {
      const row = rowOf.get(file.path);
      if (row) shows.add(row.seriesId);
      for (const alike of details.bySize.get(file.sizeBytes) ?? []) moved.add(alike.filePath);
    }
  }
  const together = [...shows].flatMap((seriesId) => details.bySeries.get(seriesId) ?? []);
  return { together: together.filter((row) => !row.isMissing).map((row) => row.filePath), moved: [...moved] };
}
