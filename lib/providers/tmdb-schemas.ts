import { z } from "zod";

/**
 * What TMDB v3 answers, read tolerantly: only what makes an answer that answer is demanded; everything else that is
 * absent, empty or of another type counts as unknown. Field names are TMDB's (developer.themoviedb.org).
 */
const anything = z.unknown().optional();
const text = anything.transform((value) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null));
const number = anything.transform((value) => (typeof value === "number" && Number.isFinite(value) ? value : null));
/** TMDB writes 0 for unknown money, runtimes and votes. */
const positive = number.transform((value) => (value !== null && value > 0 ? value : null));
const wholeId = anything.transform((value) => (typeof value === "number" && Number.isInteger(value) ? value : null));
const isTrue = anything.transform((value) => value === true);

/** A list in which one broken entry does not lose the others. */
function arrayOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform((entries) =>
    entries.flatMap((entry) => {
      const parsed = item.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}
/** The same where the list itself may be absent. */
const listOf = <T>(item: z.ZodType<T>) => z.preprocess((value) => (Array.isArray(value) ? value : []), arrayOf(item));
/** An object that may be absent; its parts then are. */
const part = <T>(shape: z.ZodType<T>) => z.preprocess((value) => (isRecord(value) ? value : {}), shape);
const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const named = z.object({ name: z.string().trim().min(1) });

const movieHitSchema = z.object({
  id: z.int().positive(),
  title: z.string().trim().min(1),
  original_title: text,
  overview: text,
  release_date: text,
  poster_path: text,
  popularity: number,
});
export type TmdbMovieHit = z.output<typeof movieHitSchema>;

export const searchSchema = z.object({ results: arrayOf(movieHitSchema) });

export const findSchema = z.object({ movie_results: arrayOf(movieHitSchema) });

const imageSchema = z.object({
  file_path: z.string().startsWith("/"),
  width: positive,
  height: positive,
  iso_639_1: text,
  vote_average: number,
  vote_count: number,
});
export type TmdbImage = z.output<typeof imageSchema>;

export const imagesSchema = z.object({
  posters: listOf(imageSchema),
  backdrops: listOf(imageSchema),
  logos: listOf(imageSchema),
});

export const videosSchema = z.object({
  results: listOf(
    z.object({
      key: z.string().min(1),
      site: z.string(),
      type: z.string(),
      name: text,
      official: isTrue,
      iso_639_1: text,
      size: positive,
    }),
  ),
});
export type TmdbVideos = z.output<typeof videosSchema>;

const person = { id: wholeId, name: z.string().trim().min(1), profile_path: text };

const creditsSchema = z.object({
  cast: listOf(z.object({ ...person, character: text, order: number })),
  crew: listOf(z.object({ ...person, job: z.string().trim().min(1), department: text })),
});
export type TmdbCredits = z.output<typeof creditsSchema>;

const releaseDatesSchema = z.object({
  results: listOf(
    z.object({
      iso_3166_1: z.string(),
      release_dates: listOf(z.object({ certification: text, type: number, release_date: text })),
    }),
  ),
});
export type TmdbReleaseDates = z.output<typeof releaseDatesSchema>;

const translationsSchema = z.object({
  translations: listOf(
    z.object({
      iso_639_1: z.string(),
      iso_3166_1: z.string(),
      data: part(z.object({ title: text, overview: text, tagline: text })),
    }),
  ),
});
export type TmdbTranslation = z.output<typeof translationsSchema>["translations"][number];

export const movieSchema = z.object({
  id: z.int().positive(),
  title: z.string().trim().min(1),
  original_title: text,
  original_language: text,
  overview: text,
  tagline: text,
  release_date: text,
  runtime: positive,
  status: text,
  homepage: text,
  budget: positive,
  revenue: positive,
  popularity: number,
  vote_average: positive,
  vote_count: positive,
  imdb_id: text,
  genres: listOf(named),
  production_companies: listOf(named),
  production_countries: listOf(named.extend({ iso_3166_1: text })),
  belongs_to_collection: anything.transform(
    (value) => z.object({ id: z.int(), name: z.string().trim().min(1) }).safeParse(value).data ?? null,
  ),
  external_ids: part(
    z.object({
      imdb_id: text,
      tvdb_id: wholeId,
      wikidata_id: text,
      facebook_id: text,
      instagram_id: text,
      twitter_id: text,
    }),
  ),
  alternative_titles: part(
    z.object({ titles: listOf(z.object({ title: z.string().trim().min(1), iso_3166_1: text })) }),
  ),
  keywords: part(z.object({ keywords: listOf(named) })),
  credits: part(creditsSchema),
  images: part(imagesSchema),
  videos: part(videosSchema),
  release_dates: part(releaseDatesSchema),
  translations: part(translationsSchema),
});
export type TmdbMovie = z.output<typeof movieSchema>;

export const configurationSchema = z.object({
  images: z.object({ secure_base_url: z.url({ protocol: /^https?$/ }) }),
});

export const collectionSchema = z.object({
  id: z.int().positive(),
  name: z.string().trim().min(1),
  overview: text,
  parts: listOf(movieHitSchema),
  images: part(imagesSchema),
});
export type TmdbCollection = z.output<typeof collectionSchema>;

/** What TMDB says for a thing it does not have: status code 34, whatever the path. */
export const missingSchema = z.object({ status_code: z.literal(34) });
