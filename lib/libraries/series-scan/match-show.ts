import { basename } from "node:path";
import type { EpisodeFile } from "#lib/files/episode-file.ts";
import { type EpisodeSlot, slotKey, slotsOf } from "#lib/files/episode-slots.ts";
import type { Succession } from "../succession.ts";
import type { GatheredShow } from "./gather-shows.ts";
import type { KnownEpisode, KnownSeries, KnownShow, SeriesDetails } from "./known-series.ts";

export type EpisodeMatch = {
  slot: EpisodeSlot;
  /** Null: seen for the first time. */
  known: KnownEpisode | null;
  /** `same`: its own file is as it was. */
  how: "new" | "same" | "replaced" | "upgraded" | "moved";
};

/** A show that was found, the row it is, and the rows its episodes are. */
export type MatchedShow = {
  gathered: GatheredShow;
  /** Null: seen for the first time. */
  known: KnownShow | null;
  /** The row its folder had until now, which came up while the show was moved a file at a time, and goes. */
  replaced: KnownShow | null;
  episodes: EpisodeMatch[];
  /** Series whose rows, files or folder it takes, its own among them: shows that share one are written together. */
  touched: ReadonlySet<number>;
};

type Given = {
  known: KnownSeries;
  details: SeriesDetails;
  isThere: (path: string) => boolean;
  /** What is told to have been replaced. */
  succession?: Succession;
};
type Facts = Omit<Given, "isThere"> & {
  byPath: ReadonlyMap<string, KnownEpisode[]>;
  /** Whether the file of a row is gone from its path: nothing is there, or another file. */
  isGone: (row: KnownEpisode) => boolean;
  /** Rows whose file is gone and whose place this one took, as is told. */
  predecessors: (file: EpisodeFile["file"]) => readonly KnownEpisode[];
};

/**
 * Tells which rows of the library the shows of a walk are, once every path is known. A show is the one whose files it
 * has, else the one of its folder; an episode is the row of its file, also of a renamed one and one that came from
 * another show, else the row of its number, whose file was replaced. Each row is matched once.
 */
export function matchShows(given: Given, gathered: readonly GatheredShow[]): MatchedShow[] {
  const { known: library, details, isThere, succession = () => [] } = given;
  const files = new Map(gathered.flatMap(({ show }) => show.files.map(({ file }) => [file.path, file])));
  const isGone = (row: KnownEpisode) => {
    const now = files.get(row.filePath);
    return now ? row.sizeBytes !== now.sizeBytes && !hasInode(details, row, now) : !isThere(row.filePath);
  };
  const byPath = Map.groupBy(library.episodes, (row) => row.filePath);
  const predecessors = ({ path }: EpisodeFile["file"]) =>
    succession(path).flatMap((each) => (byPath.get(each) ?? []).filter(isGone));
  const facts = { known: library, details, byPath, isGone, predecessors };
  const { found, left } = assignShows(facts, gathered);
  const open = gathered.map((item): Open => {
    const known = found.get(item) ?? null;
    const rows = known ? (facts.details.bySeries.get(known.seriesId) ?? []) : [];
    const byNumber = new Map(rows.map((row) => [slotKey(row.seasonNumber, row.episodeNumber), row]));
    return { item, known, byNumber, slots: slotsOf(item.show.files), matches: new Map() };
  });
  const matcher = createMatcher(facts);
  for (const step of matcher.steps) for (const each of open) step(each);
  for (const each of open) leaveNumbersToHolders(each, matcher.taken);
  return open.map(({ item, known, slots, matches }) => {
    const episodes = slots.map((slot) => matches.get(slot) ?? { slot, known: null, how: "new" as const });
    const holder = library.byDirectory.get(item.show.directoryPath);
    const replaced = holder && known && left.get(item) === known.seriesId ? holder : null;
    const rows = episodes.flatMap((match) => [match.known, ...(byPath.get(match.slot.main.file.path) ?? [])]);
    const touched = new Set([known, holder, ...rows].flatMap((each) => each?.seriesId ?? []));
    return { gathered: item, known, replaced, episodes, touched };
  });
}

/**
 * Each show votes with its files for the row it is; the most votes are heard first. `left`: shows whose last files came
 * into a folder that took the others before, by what is there now.
 */
function assignShows(facts: Facts, gathered: readonly GatheredShow[]) {
  const { shows, byDirectory } = facts.known;
  const left = new Map<GatheredShow, number>();
  const folders = new Set(gathered.map(({ show }) => show.directoryPath));
  const bids = gathered.flatMap((item) => {
    const votes = new Map<number, number>();
    const paths = new Set<string>();
    for (const file of item.show.files) {
      const row = rowOfFile(facts, file);
      if (!row) continue;
      votes.set(row.seriesId, (votes.get(row.seriesId) ?? 0) + 1);
      paths.add(row.filePath);
    }
    const own = byDirectory.get(item.show.directoryPath)?.seriesId;
    const lost =
      own !== undefined && facts.details.heirs.has(own)
        ? [...votes.keys()].find((id) => id !== own && isEmptied(facts, { show: shows.get(id), folders, paths }))
        : undefined;
    if (lost !== undefined) left.set(item, lost);
    return [...votes]
      .filter(([seriesId, count]) => seriesId === own || count * 2 >= item.show.files.length)
      .map(([seriesId, count]) => ({ item, seriesId, count, isOwn: seriesId === own }));
  });
  const found = new Map<GatheredShow, KnownShow>();
  const taken = new Set<number>();
  const give = (item: GatheredShow, row: KnownShow | undefined) => {
    if (!row || found.has(item) || taken.has(row.seriesId)) return;
    found.set(item, row);
    taken.add(row.seriesId);
  };
  // The older row has what people did with the show: it is kept.
  for (const [item, seriesId] of left) give(item, shows.get(seriesId));
  for (const { item, seriesId } of bids.toSorted((a, b) => b.count - a.count || Number(b.isOwn) - Number(a.isOwn)))
    give(item, shows.get(seriesId));
  for (const item of gathered) give(item, byDirectory.get(item.show.directoryPath));
  return { found, left };
}

/** Whether the last files of a show are now among those at `paths` of another's folder. */
function isEmptied(
  { details, isGone }: Facts,
  params: { show: KnownShow | undefined; folders: ReadonlySet<string>; paths: ReadonlySet<string> },
): boolean {
  const { show, folders, paths } = params;
  if (!show || show.isDeleted || folders.has(show.directoryPath)) return false;
  const rows = (details.bySeries.get(show.seriesId) ?? []).filter((row) => !row.isMissing && !row.isDeleted);
  return rows.length > 0 && rows.every((row) => isGone(row) && paths.has(row.filePath));
}

/** The row a file is: by its path and content, else a vanished one by its content, else whatever had its path, else one it replaced. */
function rowOfFile(facts: Facts, { file }: EpisodeFile): KnownEpisode | undefined {
  const [atPath] = facts.byPath.get(file.path) ?? [];
  if (atPath && (atPath.sizeBytes === file.sizeBytes || hasInode(facts.details, atPath, file))) return atPath;
  const renamed = (facts.details.bySize.get(file.sizeBytes) ?? []).find(
    (row) => facts.isGone(row) && (isRenamed(facts.details, row, file) || basename(row.filePath) === file.name),
  );
  return renamed ?? atPath ?? facts.predecessors(file)[0];
}

type Open = {
  item: GatheredShow;
  known: KnownShow | null;
  /** Rows of the show, each at its number. */
  byNumber: ReadonlyMap<string, KnownEpisode>;
  slots: readonly EpisodeSlot[];
  matches: Map<EpisodeSlot, EpisodeMatch>;
};

/** From the most certain to the least; each step looks at every show before the next one begins. */
function createMatcher({ details, byPath, isGone, predecessors }: Facts) {
  const taken = new Set<number>();
  const free = (row: KnownEpisode): boolean => !taken.has(row.id);
  const isOf =
    ({ known }: Open) =>
    (row: KnownEpisode): boolean =>
      row.seriesId === known?.seriesId;
  const atPath = ({ main }: EpisodeSlot) => (byPath.get(main.file.path) ?? []).filter(free);
  const isThis = (row: KnownEpisode, { main: { file } }: EpisodeSlot) =>
    row.sizeBytes === file.sizeBytes && hasInode(details, row, file);
  const renamedTo = ({ main: { file } }: EpisodeSlot) =>
    (details.bySize.get(file.sizeBytes) ?? []).filter(
      (row) => free(row) && isRenamed(details, row, file) && isGone(row),
    );
  const forEachOpen =
    (find: (open: Open, slot: EpisodeSlot) => EpisodeMatch | undefined) =>
    (open: Open): void => {
      for (const slot of open.slots) {
        const match = open.matches.has(slot) ? undefined : find(open, slot);
        if (!match?.known) continue;
        taken.add(match.known.id);
        open.matches.set(slot, match);
      }
    };
  const as = (slot: EpisodeSlot, row: KnownEpisode | undefined, how: EpisodeMatch["how"]) =>
    row && { slot, known: row, how };
  const steps = [
    forEachOpen(({ byNumber }, slot) => {
      const row = byNumber.get(slotKey(slot.seasonNumber, slot.episodeNumber));
      return row?.filePath === slot.main.file.path ? as(slot, row, isSame(row, slot) ? "same" : "replaced") : undefined;
    }),
    forEachOpen((open, slot) => as(slot, atPath(slot).find(isOf(open)), "moved")),
    // Another show's row that is this very file: certain, where equal sizes and times alone are not.
    forEachOpen((_open, slot) =>
      as(
        slot,
        atPath(slot).find((row) => isAt(row, slot) && isThis(row, slot)),
        "moved",
      ),
    ),
    forEachOpen((open, slot) => as(slot, renamedTo(slot).find(isOf(open)), "moved")),
    forEachOpen((_open, slot) => {
      const there = atPath(slot);
      return as(slot, there.find((row) => isAt(row, slot)) ?? there[0], "moved");
    }),
    forEachOpen((_open, slot) => as(slot, renamedTo(slot)[0], "moved")),
    forEachOpen((_open, slot) => {
      const before = predecessors(slot.main.file).filter(free);
      // Of a file of several episodes only the number tells which row is whose.
      const row = before.find((each) => isAt(each, slot)) ?? (isOne(slot, before) ? before[0] : undefined);
      return as(slot, row, "upgraded");
    }),
    forEachOpen(({ byNumber }, slot) => {
      const row = byNumber.get(slotKey(slot.seasonNumber, slot.episodeNumber));
      return row && free(row) ? as(slot, row, "upgraded") : undefined;
    }),
  ];
  return { steps, taken };
}

/**
 * Two rows cannot have one number: where a row took a number whose own row vanished, that one gets the file instead, and
 * the other is missing. Ends, because a row that got its own number is never moved again.
 */
function leaveNumbersToHolders({ byNumber, slots, matches }: Open, taken: Set<number>): void {
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const slot of slots) {
      const holder = byNumber.get(slotKey(slot.seasonNumber, slot.episodeNumber));
      const match = matches.get(slot);
      if (!holder || !match?.known || taken.has(holder.id)) continue;
      taken.delete(match.known.id);
      taken.add(holder.id);
      matches.set(slot, { slot, known: holder, how: "upgraded" });
      isSettled = false;
    }
  }
}

const isOne = ({ main }: EpisodeSlot, rows: readonly KnownEpisode[]): boolean =>
  rows.length === 1 && main.episodeNumbers.length < 2;

const isAt = (row: KnownEpisode, slot: EpisodeSlot): boolean =>
  row.seasonNumber === slot.seasonNumber && row.episodeNumber === slot.episodeNumber;

const isSame = (row: KnownEpisode, { main }: EpisodeSlot): boolean =>
  row.sizeBytes === main.file.sizeBytes && row.modifiedMs === main.file.mtimeMs && !row.isMissing;

const hasInode = (details: SeriesDetails, row: KnownEpisode, file: EpisodeFile["file"]): boolean =>
  details.identities.get(row.filePath)?.inode === String(file.inode);

/** Equal in size, and in inode or time: on another disk the inode is another, and most copies keep the time. */
const isRenamed = (details: SeriesDetails, row: KnownEpisode, file: EpisodeFile["file"]): boolean =>
  row.sizeBytes === file.sizeBytes && (hasInode(details, row, file) || row.modifiedMs === file.mtimeMs);
