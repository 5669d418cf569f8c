import { z } from "zod";
import { arrayOf, filled, isTrue, listOf, named, number, orNull, part, positive, text, wholeId } from "./readers.ts";

/** What TMDB v3 answers about films, sets and people, under TMDB's own names (developer.themoviedb.org). */
const movieHitSchema = z.object({
  id: z.int().positive(),
  title: filled,
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

export const person = { id: wholeId, name: filled, profile_path: text };
export const castMember = z.object({ ...person, character: text, order: number });
export const crewMember = z.object({ ...person, job: filled, department: text });

export type TmdbCastMember = z.output<typeof castMember>;
export type TmdbCrewMember = z.output<typeof crewMember>;

const creditsSchema = z.object({ cast: listOf(castMember), crew: listOf(crewMember) });

const releaseDatesSchema = z.object({
  results: listOf(
    z.object({
      iso_3166_1: z.string(),
      release_dates: listOf(z.object({ certification: text, type: number, release_date: text })),
    }),
  ),
});
export type TmdbReleaseDates = z.output<typeof releaseDatesSchema>;

/** Films and sets have a `title`, series and people a `name`, people a `biography` in place of an overview. */
export const translationsSchema = z.object({
  translations: listOf(
    z.object({
      iso_639_1: z.string(),
      iso_3166_1: z.string(),
      data: part(z.object({ title: text, name: text, overview: text, biography: text, tagline: text })).transform(
        ({ title, name, overview, biography, tagline }) => ({
          title: title ?? name,
          overview: overview ?? biography,
          tagline,
        }),
      ),
    }),
  ),
});
export type TmdbTranslation = z.output<typeof translationsSchema>["translations"][number];

export const externalIdsSchema = z.object({
  imdb_id: text,
  tvdb_id: wholeId,
  wikidata_id: text,
  facebook_id: text,
  instagram_id: text,
  twitter_id: text,
});
export type TmdbExternalIds = z.output<typeof externalIdsSchema>;

export const movieSchema = z.object({
  id: z.int().positive(),
  title: filled,
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
  belongs_to_collection: orNull(z.object({ id: z.int(), name: filled })),
  external_ids: part(externalIdsSchema),
  alternative_titles: part(z.object({ titles: listOf(z.object({ title: filled, iso_3166_1: text })) })),
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
  name: filled,
  overview: text,
  parts: listOf(movieHitSchema),
  images: part(imagesSchema),
  translations: part(translationsSchema),
});
export type TmdbCollection = z.output<typeof collectionSchema>;

const profilesSchema = z.object({ profiles: listOf(imageSchema) });

export const personSchema = z.object({
  id: z.int().positive(),
  name: filled,
  biography: text,
  birthday: text,
  deathday: text,
  place_of_birth: text,
  profile_path: text,
  imdb_id: text,
  external_ids: part(externalIdsSchema),
  images: part(profilesSchema),
  translations: part(translationsSchema),
});
export type TmdbPerson = z.output<typeof personSchema>;

/** One page of the ids that changed (/movie/changes, /tv/changes, /person/changes). */
export const changesSchema = z.object({
  results: arrayOf(z.object({ id: z.int().positive() })),
  total_pages: z.int().nonnegative(),
});

/** What TMDB says for a thing it does not have: status code 34, whatever the path. */
export const missingSchema = z.object({ status_code: z.literal(34) });
