/** What one reader found in a name, and where. */
export type EpisodeMark = {
  seasonNumber: number | null;
  episodeNumbers: number[];
  absoluteNumbers: number[];
  airDate: string | null;
  /** A special that says so (SP01, OVA), beside season 0. */
  isSpecial: boolean;
  /** The half of an episode that S01E01a and S01E01b are. */
  part: number | null;
  /** Where the mark stands in the name: the show's title is before it, the episode's behind. */
  start: number;
  end: number;
};

/** What is known when a name is read for its numbers. */
export type MarkContext = {
  /** Of the folder the file lies in. */
  folderSeason: number | null;
  /** `[Group] Title …`: its numbers count through the whole show. */
  isAnime: boolean;
};

export type MarkReader = (text: string, context: MarkContext) => EpisodeMark | null;

/** A mark from what is known of it; the rest is empty. */
export function aMark(known: Partial<EpisodeMark> & Pick<EpisodeMark, "start" | "end">): EpisodeMark {
  return {
    seasonNumber: null,
    episodeNumbers: [],
    absoluteNumbers: [],
    airDate: null,
    isSpecial: false,
    part: null,
    ...known,
  };
}
