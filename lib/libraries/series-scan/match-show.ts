import { basename } from "node:path";
import type { ClassifiedShow } from "#lib/files/classify-series.ts";
import type { EpisodeFile } from "#lib/files/episode-file.ts";
import { type EpisodeSlot, slotKey } from "#lib/files/episode-slots.ts";
import type { KnownEpisode, KnownSeries, KnownShow, SeriesDetails } from "./known-series.ts";
import { isWhole } from "./loose-shows.ts";

export type EpisodeMatch = {
  slot: EpisodeSlot;
  /** Null: seen for the first time. */
  known: KnownEpisode | null;
  /** `same`: its own file is as it was. */
  how: "new" | "same" | "replaced" | "upgraded" | "moved";
};

/**
 * The show of a folder: by its path. Undefined when only the end of the walk can tell, because files in it look like
 * those of a known show that may have moved here. Null: a new one.
 */
export async function findShow(known: KnownSeries, show: ClassifiedShow): Promise<KnownShow | null | undefined> {
  const byPath = known.byDirectory.get(show.directoryPath);
  if (byPath) return byPath;
  if (known.shows.size === 0) return null;
  const { bySize } = await known.details();
  return show.files.some(({ file }) => bySize.has(file.sizeBytes)) ? undefined : null;
}

/**
 * Tells a show that moved by its files, once every path of the library is known: the known show most of whose vanished
 * episodes lie here now. Equal inode, or equal size with equal time or name, tells a file.
 */
export async function findMovedShow(
  known: KnownSeries,
  params: { show: ClassifiedShow; seen: ReadonlySet<string>; taken: ReadonlySet<number> },
): Promise<KnownShow | null> {
  const { show, seen, taken } = params;
  const details = await known.details();
  const votes = new Map<number, number>();
  for (const { file } of show.files) {
    const found = (details.bySize.get(file.sizeBytes) ?? []).find(
      (episode) => !seen.has(episode.filePath) && !taken.has(episode.seriesId) && isSameContent(details, episode, file),
    );
    if (found) votes.set(found.seriesId, (votes.get(found.seriesId) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted((a, b) => b[1] - a[1]);
  return best && best[1] * 2 >= show.files.length ? (known.shows.get(best[0]) ?? null) : null;
}

function isSameContent(details: SeriesDetails, episode: KnownEpisode, file: EpisodeFile["file"]): boolean {
  if (details.identities.get(episode.filePath)?.inode === String(file.inode)) return true;
  return episode.modifiedMs === file.mtimeMs || basename(episode.filePath) === file.name;
}

/**
 * Whether files of a show lie outside its folder: only the end of the walk knows which of those are gone.
 */
export async function isSpread(known: KnownSeries, show: ClassifiedShow, row: KnownShow): Promise<boolean> {
  const { bySeries } = await known.details();
  const rows = bySeries.get(row.seriesId) ?? [];
  return !isWhole(show) || rows.some(({ filePath }) => !filePath.startsWith(`${show.directoryPath}/`));
}

/** What is known of paths while a show is matched. */
export type Presence = {
  /** Whether a path is still there. */
  has: (path: string) => boolean;
  /** Whether it is there in another folder than the one that is matched. */
  isElsewhere: (path: string) => boolean;
};

/**
 * Tells which row each episode is: the row of its file, else the row whose file was renamed to it, else the row of its
 * number, whose file was replaced or has another version here. Each row is matched once.
 */
export function matchEpisodes(
  details: SeriesDetails,
  params: { rows: readonly KnownEpisode[]; slots: readonly EpisodeSlot[]; presence: Presence },
): EpisodeMatch[] {
  const { rows, slots } = params;
  const { has, isElsewhere } = params.presence;
  const taken = new Set<number>();
  const matches = new Map<EpisodeSlot, EpisodeMatch>();
  const bySlot = new Map(rows.map((row) => [slotKey(row.seasonNumber, row.episodeNumber), row]));
  const byPath = Map.groupBy(rows, (row) => row.filePath);
  const rowAt = ({ seasonNumber, episodeNumber }: EpisodeSlot) => bySlot.get(slotKey(seasonNumber, episodeNumber));
  const accept = (slot: EpisodeSlot, known: KnownEpisode, how: EpisodeMatch["how"]) => {
    taken.add(known.id);
    matches.set(slot, { slot, known, how });
  };
  const open = () => slots.filter((slot) => !matches.has(slot));
  const free = (row: KnownEpisode | undefined): row is KnownEpisode => row !== undefined && !taken.has(row.id);

  for (const slot of slots) {
    const row = rowAt(slot);
    if (row?.filePath === slot.main.file.path) accept(slot, row, isSame(row, slot) ? "same" : "replaced");
  }
  for (const slot of open()) {
    const row = byPath.get(slot.main.file.path)?.find(free);
    if (row) accept(slot, row, "moved");
  }
  for (const slot of open()) {
    const renamed = rows.find((row) => free(row) && !has(row.filePath) && isRenamed(details, row, slot));
    if (renamed) accept(slot, renamed, "moved");
  }
  for (const slot of open()) {
    const row = rowAt(slot);
    if (free(row)) accept(slot, row, !row.isMissing && isElsewhere(row.filePath) ? "same" : "upgraded");
  }
  leaveNumbersToHolders(slots, { rowAt, matches, taken });
  return slots.map((slot) => matches.get(slot) ?? { slot, known: null, how: "new" });
}

/**
 * Two rows cannot have one number: where a row took a number whose own row vanished, that one gets the file instead, and
 * the other is missing. Ends, because a row that got its own number is never moved again.
 */
function leaveNumbersToHolders(
  slots: readonly EpisodeSlot[],
  state: {
    rowAt: (slot: EpisodeSlot) => KnownEpisode | undefined;
    matches: Map<EpisodeSlot, EpisodeMatch>;
    taken: Set<number>;
  },
): void {
  const { rowAt, matches, taken } = state;
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const slot of slots) {
      const holder = rowAt(slot);
      const match = matches.get(slot);
      if (!holder || !match?.known || taken.has(holder.id)) continue;
      taken.delete(match.known.id);
      taken.add(holder.id);
      matches.set(slot, { slot, known: holder, how: "upgraded" });
      isSettled = false;
    }
  }
}

const isSame = (row: KnownEpisode, { main }: EpisodeSlot): boolean =>
  row.sizeBytes === main.file.sizeBytes && row.modifiedMs === main.file.mtimeMs && !row.isMissing;

function isRenamed(details: SeriesDetails, row: KnownEpisode, { main }: EpisodeSlot): boolean {
  if (row.sizeBytes !== main.file.sizeBytes) return false;
  const inode = details.identities.get(row.filePath)?.inode;
  return inode === String(main.file.inode) || row.modifiedMs === main.file.mtimeMs;
}
