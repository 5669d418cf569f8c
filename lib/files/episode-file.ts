import type { ParsedName } from "./names/types.ts";
import type { SubtitleName } from "./subtitle-names.ts";
import type { WalkedFile } from "./walk.ts";

/** How the numbers of an episode were found (episodes.numbering). */
export type Numbering = "aired" | "absolute" | "date" | "provisional";

/** One video of a show, with the episodes its name says it holds and what lies beside it. */
export type EpisodeFile = {
  file: WalkedFile;
  name: ParsedName;
  seasonNumber: number;
  /** Ascending, never empty. */
  episodeNumbers: number[];
  numbering: Numbering;
  nfos: WalkedFile[];
  subtitles: ({ file: WalkedFile } & SubtitleName)[];
  thumbs: WalkedFile[];
  companions: WalkedFile[];
};

export type EpisodeNumbers = Pick<EpisodeFile, "seasonNumber" | "episodeNumbers" | "numbering">;

/** A file of more episodes than this is a mistake of its name. */
const maxEpisodes = 100;

/**
 * Season and episodes of a file by its name alone. A daily or absolute episode that no provider's list has placed yet
 * stands in the season of its year, or in the first, under month × 100 + day or its absolute number. Undefined: the
 * name gives no episode, or half a number alone.
 */
export function numbersOf(name: ParsedName): EpisodeNumbers | undefined {
  const { seasonNumber, airDate } = name;
  const episodeNumbers = wholeNumbers(name.episodeNumbers);
  const absoluteNumbers = wholeNumbers(name.absoluteNumbers);
  if (episodeNumbers.length > 0) {
    const numbering = seasonNumber === null ? "provisional" : "aired";
    return { seasonNumber: seasonNumber ?? 1, episodeNumbers: tidy(episodeNumbers), numbering };
  }
  if (airDate !== null) {
    const [year = 0, month = 0, day = 0] = airDate.split("-").map(Number);
    return { seasonNumber: year, episodeNumbers: [month * 100 + day], numbering: "date" };
  }
  if (absoluteNumbers.length > 0) {
    return { seasonNumber: seasonNumber ?? 1, episodeNumbers: tidy(absoluteNumbers), numbering: "absolute" };
  }
  return undefined;
}

const tidy = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].sort((a, b) => a - b).slice(0, maxEpisodes);

/** Those of a name's numbers that an episode can have: a recap between two episodes is numbered 12.5. */
export const wholeNumbers = (numbers: readonly number[]): number[] => numbers.filter(Number.isInteger);
