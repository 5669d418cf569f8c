import type { EpisodeFile, Numbering } from "./episode-file.ts";

/** One episode of a show, with its files. */
export type EpisodeSlot = {
  seasonNumber: number;
  episodeNumber: number;
  numbering: Numbering;
  /** The file that stands for it; several episodes may share it. */
  main: EpisodeFile;
  /** Files that are this episode's to keep: of a file with several episodes only one of them is the keeper. */
  media: EpisodeFile[];
};

export const slotKey = (season: number, episode: number): string => `${season}x${episode}`;

const lines = (file: EpisodeFile): number => Number.parseInt(file.name.resolution ?? "0", 10);

/** A file of its own before one it shares, the first part, the most lines, the largest. */
function compareFiles(a: EpisodeFile, b: EpisodeFile): number {
  return (
    a.episodeNumbers.length - b.episodeNumbers.length ||
    (a.name.part ?? 0) - (b.name.part ?? 0) ||
    lines(b) - lines(a) ||
    b.file.sizeBytes - a.file.sizeBytes ||
    (a.file.path < b.file.path ? -1 : 1)
  );
}

/**
 * The episodes that the files of a show hold, in their order: parts and versions of one come together, and a file of
 * several gives one each. A file is kept by the first episode it stands for, else by the first it holds.
 */
export function slotsOf(files: readonly EpisodeFile[]): EpisodeSlot[] {
  const bySlot = new Map<string, { seasonNumber: number; episodeNumber: number; files: EpisodeFile[] }>();
  for (const file of files) {
    for (const episodeNumber of file.episodeNumbers) {
      const key = slotKey(file.seasonNumber, episodeNumber);
      const slot = bySlot.get(key) ?? { seasonNumber: file.seasonNumber, episodeNumber, files: [] };
      slot.files.push(file);
      bySlot.set(key, slot);
    }
  }
  const slots = [...bySlot.values()]
    .toSorted((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber)
    .flatMap(({ files: candidates, ...numbers }): EpisodeSlot[] => {
      const [main] = candidates.toSorted(compareFiles);
      return main ? [{ ...numbers, numbering: main.numbering, main, media: [] }] : [];
    });
  const keepers = new Map<EpisodeFile, EpisodeSlot>();
  for (const slot of slots) if (!keepers.has(slot.main)) keepers.set(slot.main, slot);
  for (const slot of slots) {
    const held = bySlot.get(slotKey(slot.seasonNumber, slot.episodeNumber))?.files ?? [];
    for (const file of held) if (!keepers.has(file)) keepers.set(file, slot);
  }
  for (const [file, slot] of keepers) slot.media.push(file);
  for (const slot of slots) slot.media.sort(compareFiles);
  return slots;
}
