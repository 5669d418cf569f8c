import type { ExtraType } from "../media-types.ts";

/** What a path below a library root says by itself. Absent values are null, lists empty. */
export type ParsedName = {
  input: string;
  /** As a person would write it: separators turned into spaces, tags removed. For series the same as seriesTitle. */
  title: string | null;
  year: number | null;
  edition: string | null;
  ids: { tmdb: number | null; imdb: string | null; tvdb: number | null };
  seasonNumber: number | null;
  episodeNumbers: number[];
  absoluteNumbers: number[];
  /** `YYYY-MM-DD`. */
  airDate: string | null;
  episodeTitle: string | null;
  isSpecial: boolean;
  seriesTitle: string | null;
  /** Number of a stacked part (cd1, part2, disc 3). */
  part: number | null;
  extra: ExtraType | null;
  /** `480p` to `4320p`; `1080i` and the like for interlaced pictures. */
  resolution: string | null;
  source: string | null;
  videoCodec: string | null;
  audioCodec: string | null;
  hdr: string[];
  /** ISO 639-1. */
  languages: string[];
  releaseGroup: string | null;
  /** The file's extension in lower case. */
  container: string | null;
};

export type NameType = "movie" | "tv";
