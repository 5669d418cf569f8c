import type { UnknownFile } from "#lib/files/classify.ts";
import { type ClassifiedShow, classifySeriesFolder } from "#lib/files/classify-series.ts";
import type { SeriesFolder } from "#lib/files/series-folders.ts";
import type { KnownSeries } from "./known-series.ts";
import { createSpellings } from "./loose-shows.ts";

/** A folder of a walk. `isChanged`: it does not look as at the last scan. */
export type SeriesUnit = { folder: SeriesFolder; isChanged: boolean };

/** A folder that was read, with the files in it that belong to nothing. */
export type ReadUnit = { folder: SeriesFolder; unknown: UnknownFile[] };

/** A show with every file that is known of it, from however many folders. */
export type GatheredShow = {
  show: ClassifiedShow;
  /** Changed folders it lies in: each counts as read once all of its shows are written. */
  read: ReadUnit[];
};

export type Gathered = {
  shows: GatheredShow[];
  /** Changed folders without a show. */
  empty: ReadUnit[];
};

/**
 * Puts the shows together that a scan has to look at: those of changed folders, and those of which a file vanished. The
 * other folders of such a show are read with it, so that what is decided about it is decided on all of its files.
 * `isThere`: whether a path was seen, or cannot be known.
 */
export async function gatherShows(
  units: readonly SeriesUnit[],
  params: { known: KnownSeries; isThere: (path: string) => boolean },
): Promise<Gathered> {
  const changed = units.filter((unit) => unit.isChanged);
  if (changed.length === 0) return { shows: [], empty: [] };
  const spell = createSpellings(params.known.shows.values());
  const byPath = new Map<string, ClassifiedShow>();
  const readOf = new Map<string, Set<ReadUnit>>();
  const empty: ReadUnit[] = [];
  for (const { folder } of changed) {
    const { shows, unknown } = classifySeriesFolder(folder);
    const unit = { folder, unknown };
    if (shows.length === 0) empty.push(unit);
    for (const show of shows.map(spell)) {
      add(byPath, show);
      readOf.set(show.directoryPath, (readOf.get(show.directoryPath) ?? new Set()).add(unit));
    }
  }
  const wanted = new Set([...byPath.keys(), ...(await pathsOfVanished(params))]);
  for (const { folder, isChanged } of units) {
    if (isChanged || !(folder.isLoose || wanted.has(folder.path))) continue;
    for (const show of classifySeriesFolder(folder).shows.map(spell)) {
      if (wanted.has(show.directoryPath)) add(byPath, show);
    }
  }
  return { shows: [...byPath].map(([path, show]) => ({ show, read: [...(readOf.get(path) ?? [])] })), empty };
}

/** Folders of known shows of which a file is not there any more. */
async function pathsOfVanished({
  known,
  isThere,
}: {
  known: KnownSeries;
  isThere: (path: string) => boolean;
}): Promise<Set<string>> {
  const { identities } = await known.details();
  const gone = [
    ...known.episodes.filter((row) => !row.isMissing && !row.isDeleted && !isThere(row.filePath)),
    ...[...identities].filter(([path]) => !isThere(path)).map(([, identity]) => identity),
  ];
  return new Set(gone.flatMap(({ seriesId }) => known.shows.get(seriesId)?.directoryPath ?? []));
}

/** The folder of the show itself says what it is; the others only add files. */
function add(byPath: Map<string, ClassifiedShow>, show: ClassifiedShow): void {
  const first = byPath.get(show.directoryPath);
  if (!first) {
    byPath.set(show.directoryPath, show);
    return;
  }
  const [main, other] = isOwn(show) && !isOwn(first) ? [show, first] : [first, show];
  byPath.set(show.directoryPath, {
    ...main,
    nfo: main.nfo ?? other.nfo,
    files: [...main.files, ...other.files],
    seasonNfos: [...main.seasonNfos, ...other.seasonNfos],
    extras: [...main.extras, ...other.extras],
    artwork: [...main.artwork, ...other.artwork],
    companions: [...main.companions, ...other.companions],
  });
}

const isOwn = ({ files, directoryPath }: ClassifiedShow): boolean =>
  files.every(({ file }) => file.path.startsWith(`${directoryPath}/`));
