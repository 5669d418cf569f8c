import { wholeNumbers } from "#lib/files/episode-file.ts";
import type { EpisodeSlot } from "#lib/files/episode-slots.ts";

/** Columns that say which file and which number an episode is. */
export function placeColumns({ main, seasonNumber, episodeNumber, numbering }: EpisodeSlot) {
  const { absoluteNumbers, airDate, episodeNumbers } = main.name;
  return {
    filePath: main.file.path,
    fileSizeBytes: main.file.sizeBytes,
    fileModifiedAt: new Date(main.file.mtimeMs),
    seasonNumber,
    episodeNumber,
    numbering,
    absoluteNumber: numbering === "absolute" ? episodeNumber : (wholeNumbers(absoluteNumbers)[0] ?? null),
    parsed:
      numbering === "aired" ? null : { seasonNumber: main.name.seasonNumber, episodeNumbers, absoluteNumbers, airDate },
  };
}

/** The title of a file of several episodes is nobody's alone. */
export function episodeNameValues({ main }: EpisodeSlot): { title?: string; airDate?: string } {
  const { episodeTitle, airDate } = main.name;
  return {
    ...(episodeTitle !== null && main.episodeNumbers.length === 1 ? { title: episodeTitle } : {}),
    ...(airDate !== null ? { airDate } : {}),
  };
}
