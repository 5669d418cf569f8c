import { z } from "zod";
import { arrayOf, dayOf, filled, listOf, numeral, numeralId, orNull, text, webAddress } from "./readers.ts";

/** What TVmaze answers, under its own names (www.tvmaze.com/api). */
const image = orNull(z.object({ original: webAddress }));
const rating = orNull(z.object({ average: numeral }));
const country = orNull(z.object({ name: text, code: text }));
const channel = orNull(z.object({ name: filled, country }));
const person = z.object({ name: filled, image });

const show = {
  id: z.int().positive(),
  name: filled,
  language: text,
  genres: listOf(filled),
  status: text,
  runtime: numeral,
  averageRuntime: numeral,
  premiered: text.transform(dayOf),
  officialSite: webAddress,
  rating,
  weight: numeral,
  network: channel,
  webChannel: channel,
  externals: orNull(z.object({ thetvdb: numeralId, imdb: text })),
  image,
  summary: text,
};
export const tvmazeShowSchema = z.object(show);
export type TvmazeShow = z.output<typeof tvmazeShowSchema>;

export const tvmazeSearchSchema = arrayOf(z.object({ show: tvmazeShowSchema }));

const resolution = orNull(z.object({ url: webAddress, width: numeralId, height: numeralId }));
const tvmazeImage = z.object({
  id: z.int(),
  type: text,
  resolutions: z.object({ original: resolution }),
});
export type TvmazeImage = z.output<typeof tvmazeImage>;

const tvmazeSeason = z.object({
  number: z.int().nonnegative(),
  name: text,
  premiereDate: text.transform(dayOf),
  image,
  summary: text,
});
export type TvmazeSeason = z.output<typeof tvmazeSeason>;

/** A show with all that one request may bring along. */
export const tvmazeWholeShowSchema = z.object({
  ...show,
  _embedded: orNull(
    z.object({
      cast: listOf(z.object({ person, character: orNull(z.object({ name: text })) })),
      crew: listOf(z.object({ type: filled, person })),
      seasons: listOf(tvmazeSeason),
      images: listOf(tvmazeImage),
      akas: listOf(z.object({ name: filled, country })),
    }),
  ),
});
export type TvmazeWholeShow = z.output<typeof tvmazeWholeShowSchema>;

const tvmazeEpisode = z.object({
  id: z.int(),
  name: text,
  season: z.int().nonnegative(),
  /** Absent for specials. */
  number: numeralId,
  airdate: text.transform(dayOf),
  runtime: numeral,
  rating,
  image,
  summary: text,
});
export type TvmazeEpisode = z.output<typeof tvmazeEpisode>;
export const tvmazeEpisodesSchema = arrayOf(tvmazeEpisode);

/** Ids of shows with the second of their last change. */
export const tvmazeUpdatesSchema = z.record(z.string().regex(/^\d+$/), z.number());

/** How TVmaze says that it has no such show; any other 404 is a wrong address. */
export const tvmazeMissingSchema = z.null().or(z.object({ status: z.literal(404) }));
