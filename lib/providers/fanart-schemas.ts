import { z } from "zod";
import { listOf, numeral, numeralId, text } from "./readers.ts";

/**
 * What fanart.tv v3 answers (fanart.tv/api-docs). Numbers are texts there, and lists without pictures are absent.
 */
const imageSchema = z.object({
  id: z.coerce.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  /** Two letters; "00" or nothing is a picture without text. */
  lang: text,
  likes: numeral,
  /** Of a season: its number, or "all". */
  season: text,
  /** Of a disc: which one of the set. */
  disc: numeral,
});
export type FanartImage = z.output<typeof imageSchema>;

const images = listOf(imageSchema);
const imdbId = text.transform((id) => (id && /^tt\d+$/.test(id) ? id : null));

export const fanartMovieSchema = z.object({
  name: z.string(),
  tmdb_id: numeralId,
  imdb_id: imdbId,
  hdmovielogo: images,
  movielogo: images,
  hdmovieclearart: images,
  movieart: images,
  movieposter: images,
  moviebackground: images,
  moviebanner: images,
  moviethumb: images,
  moviedisc: images,
});
export type FanartMovie = z.output<typeof fanartMovieSchema>;

export const fanartSeriesSchema = z.object({
  name: z.string(),
  thetvdb_id: numeralId,
  hdtvlogo: images,
  clearlogo: images,
  hdclearart: images,
  clearart: images,
  tvposter: images,
  showbackground: images,
  tvbanner: images,
  tvthumb: images,
  characterart: images,
  seasonposter: images,
  seasonthumb: images,
  seasonbanner: images,
});
export type FanartSeries = z.output<typeof fanartSeriesSchema>;

/** How fanart.tv says that it has no picture; any other 404 is a wrong address. */
export const fanartMissingSchema = z.object({ status: z.literal("error") });
