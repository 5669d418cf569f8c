import { createLoader, createSerializer, type inferParserType, parseAsInteger, parseAsString } from "nuqs/server";

/** Whose pictures the page of a series shows, in its address: /series/12/artwork?season=1&episode=3&type=thumb. */
const showArtworkParams = {
  /** Absent: those of the series itself. 0: the specials. */
  season: parseAsInteger,
  /** Absent: those of the season itself. */
  episode: parseAsInteger,
  type: parseAsString.withDefault(""),
};
export type ShowArtworkParams = inferParserType<typeof showArtworkParams>;

export const readShowArtworkParams = createLoader(showArtworkParams);
export const showArtworkAddress = createSerializer(showArtworkParams);
