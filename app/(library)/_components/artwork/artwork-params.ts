import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

export const candidateSorts = {
  score: "Score",
  votes: "Votes",
  size: "Size",
  newest: "Newest",
} as const;
export type CandidateSort = keyof typeof candidateSorts;
export const candidateSortNames = ["score", "votes", "size", "newest"] as const satisfies readonly CandidateSort[];

/** What narrows and orders the candidates, in the address: /movies/3/artwork?type=poster&lang=de&sort=size. */
export const artworkParams = {
  /** ISO 639-1, or `none` for pictures without text. */
  lang: parseAsArrayOf(parseAsString).withDefault([]),
  source: parseAsArrayOf(parseAsString).withDefault([]),
  /** The least width in pixels; 0 = any. */
  min: parseAsInteger.withDefault(0),
  /** Blocked ones are left out. */
  unblocked: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(candidateSortNames).withDefault("score"),
};
export type ArtworkParams = inferParserType<typeof artworkParams>;
