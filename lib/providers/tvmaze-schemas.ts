import { z } from "zod";
import {
  addressOrNull,
  arrayOf,
  dayOrNull,
  idOrNull,
  listOf,
  numberOrNull,
  objectOrNull,
  textOrNull,
} from "./tolerant.ts";

/** What TVmaze answers, under its own names (www.tvmaze.com/api). */
const image = objectOrNull(z.object({ original: addressOrNull }));
const rating = objectOrNull(z.object({ average: numberOrNull }));
const country = objectOrNull(z.object({ name: textOrNull, code: textOrNull }));
const channel = objectOrNull(z.object({ name: z.string().trim().min(1), country }));
const person = z.object({ name: z.string().trim().min(1), image });

const show = {
  id: z.int().positive(),
  name: z.string().trim().min(1),
  language: textOrNull,
  genres: listOf(z.string().trim().min(1)),
  status: textOrNull,
  runtime: numberOrNull,
  averageRuntime: numberOrNull,
  premiered: dayOrNull,
  officialSite: addressOrNull,
  rating,
  weight: numberOrNull,
  network: channel,
  webChannel: channel,
  externals: objectOrNull(z.object({ thetvdb: idOrNull, imdb: textOrNull })),
  image,
  summary: textOrNull,
};
export const tvmazeShowSchema = z.object(show);
export type TvmazeShow = z.output<typeof tvmazeShowSchema>;

export const tvmazeSearchSchema = arrayOf(z.object({ show: tvmazeShowSchema }));

const resolution = objectOrNull(z.object({ url: addressOrNull, width: idOrNull, height: idOrNull }));
const tvmazeImage = z.object({
  id: z.int(),
  type: textOrNull,
  resolutions: z.object({ original: resolution }),
});
export type TvmazeImage = z.output<typeof tvmazeImage>;

const tvmazeSeason = z.object({
  number: z.int().nonnegative(),
  name: textOrNull,
  premiereDate: dayOrNull,
  image,
  summary: textOrNull,
});
export type TvmazeSeason = z.output<typeof tvmazeSeason>;

/** A show with all that one request may bring along. */
export const tvmazeWholeShowSchema = z.object({
  ...show,
  _embedded: objectOrNull(
    z.object({
      cast: listOf(z.object({ person, character: objectOrNull(z.object({ name: textOrNull })) })),
      crew: listOf(z.object({ type: z.string().trim().min(1), person })),
      seasons: listOf(tvmazeSeason),
      images: listOf(tvmazeImage),
      akas: listOf(z.object({ name: z.string().trim().min(1), country })),
    }),
  ),
});
export type TvmazeWholeShow = z.output<typeof tvmazeWholeShowSchema>;

const tvmazeEpisode = z.object({
  id: z.int(),
  name: textOrNull,
  season: z.int().nonnegative(),
  /** Absent for specials. */
  number: idOrNull,
  airdate: dayOrNull,
  runtime: numberOrNull,
  rating,
  image,
  summary: textOrNull,
});
export type TvmazeEpisode = z.output<typeof tvmazeEpisode>;
export const tvmazeEpisodesSchema = arrayOf(tvmazeEpisode);

/** Ids of shows with the second of their last change. */
export const tvmazeUpdatesSchema = z.record(z.string().regex(/^\d+$/), z.number());

/** How TVmaze says that it has no such show; any other 404 is a wrong address. */
export const tvmazeMissingSchema = z.null().or(z.object({ status: z.literal(404) }));
