/** What is known of an episode's file: its numbers as the name has them. */
export type FileEpisode = {
  episodeId: number;
  seasonNumber: number;
  episodeNumber: number;
  absoluteNumber: number | null;
  numbering: "aired" | "absolute" | "date" | "provisional";
  /** YYYY-MM-DD that the name gives. */
  airDate: string | null;
  title: string | null;
};

/** An episode at its place in an order. */
export type ListedEpisode = {
  seasonNumber: number;
  episodeNumber: number;
  absoluteNumber: number | null;
  airDate: string | null;
  title: string | null;
};

/** The listed episode a file is, or why there is none. */
export type Mapping<L extends ListedEpisode> =
  | { episodeId: number; entry: L; because: null }
  | { episodeId: number; entry: null; because: string };

/**
 * Which episode of a list each file is. Pure. A file that names season and episode is what stands there in the chosen
 * order; one with a number over all is found by that number, one with a date by the day it was aired. What fits twice or
 * nowhere is not guessed.
 */
export function mapEpisodes<L extends ListedEpisode>(files: readonly FileEpisode[], list: readonly L[]): Mapping<L>[] {
  const find = indexList(list);
  return files.map((file) => {
    const { entry, because } = find[finders[file.numbering]](file);
    return entry
      ? { episodeId: file.episodeId, entry, because: null }
      : { episodeId: file.episodeId, entry: null, because };
  });
}

/** How a file is looked for, by what its name says. */
const finders = { aired: "byNumber", provisional: "byNumber", absolute: "byAbsolute", date: "byDate" } as const;

type Found<L> = { entry: L | undefined; because: string };

function indexList<L extends ListedEpisode>(list: readonly L[]) {
  const numbered = new Map(list.map((entry) => [`${entry.seasonNumber} ${entry.episodeNumber}`, entry]));
  const regular = list.filter(({ seasonNumber }) => seasonNumber > 0);
  const absolute = new Map(
    regular.flatMap((entry) => (entry.absoluteNumber === null ? [] : [[entry.absoluteNumber, entry]])),
  );
  const days = Map.groupBy(
    list.filter(({ airDate }) => airDate !== null),
    ({ airDate }) => airDate,
  );
  return {
    byNumber({ seasonNumber, episodeNumber }: FileEpisode): Found<L> {
      const entry = numbered.get(`${seasonNumber} ${episodeNumber}`);
      return { entry, because: `The list has no season ${seasonNumber}, episode ${episodeNumber}.` };
    },
    byAbsolute(file: FileEpisode): Found<L> {
      const number = file.absoluteNumber ?? file.episodeNumber;
      // Without numbers over all, an order of one season counts like one.
      const entry = absolute.get(number) ?? (absolute.size === 0 ? numbered.get(`1 ${number}`) : undefined);
      return { entry, because: `The list has no episode ${number} counted over all seasons.` };
    },
    byDate(file: FileEpisode): Found<L> {
      const sameDay = days.get(file.airDate) ?? [];
      if (sameDay.length === 1) return { entry: sameDay[0], because: "" };
      const named = sameDay.filter(({ title }) => title !== null && plain(title) === plain(file.title ?? ""));
      if (named.length === 1) return { entry: named[0], because: "" };
      const count = sameDay.length === 0 ? "Nothing was" : `${sameDay.length} episodes were`;
      return { entry: undefined, because: `${count} aired on ${file.airDate ?? "an unknown day"}.` };
    },
  };
}

/** Letters and digits alone. */
export const plain = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
