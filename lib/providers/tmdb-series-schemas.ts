import { z } from "zod";
import { arrayOf, filled, listOf, named, number, part, positive, text, wholeId } from "./readers.ts";
import {
  castMember,
  crewMember,
  externalIdsSchema,
  imagesSchema,
  person,
  translationsSchema,
  videosSchema,
} from "./tmdb-schemas.ts";

/** What TMDB v3 answers about series, seasons and episodes, under TMDB's own names (developer.themoviedb.org). */
const seriesHitSchema = z.object({
  id: z.int().positive(),
  name: filled,
  original_name: text,
  overview: text,
  first_air_date: text,
  poster_path: text,
  popularity: number,
  origin_country: listOf(filled),
});
export type TmdbSeriesHit = z.output<typeof seriesHitSchema>;

export const seriesSearchSchema = z.object({ results: arrayOf(seriesHitSchema) });

export const seriesFindSchema = z.object({ tv_results: arrayOf(seriesHitSchema) });

/** Everybody who ever was in the series or worked on it, with all of their roles and jobs. */
const aggregateCreditsSchema = z.object({
  cast: listOf(z.object({ ...person, order: number, roles: listOf(z.object({ character: text })) })),
  crew: listOf(z.object({ ...person, department: text, jobs: listOf(z.object({ job: filled })) })),
});

const seasonNumber = z.int().nonnegative();

const seasonSummarySchema = z.object({
  id: wholeId,
  season_number: seasonNumber,
  name: text,
  overview: text,
  air_date: text,
  poster_path: text,
  episode_count: number,
});
export type TmdbSeasonSummary = z.output<typeof seasonSummarySchema>;

const groupSummarySchema = z.object({ id: filled, name: filled, type: number });

export const seriesSchema = z.object({
  id: z.int().positive(),
  name: filled,
  original_name: text,
  original_language: text,
  overview: text,
  tagline: text,
  first_air_date: text,
  status: text,
  homepage: text,
  popularity: number,
  vote_average: positive,
  vote_count: positive,
  episode_run_time: listOf(z.number().positive()),
  genres: listOf(named),
  networks: listOf(named),
  production_companies: listOf(named),
  production_countries: listOf(named),
  created_by: listOf(z.object({ ...person })),
  seasons: listOf(seasonSummarySchema),
  external_ids: part(externalIdsSchema),
  alternative_titles: part(z.object({ results: listOf(z.object({ title: filled, iso_3166_1: text })) })),
  content_ratings: part(z.object({ results: listOf(z.object({ iso_3166_1: filled, rating: filled })) })),
  keywords: part(z.object({ results: listOf(named) })),
  aggregate_credits: part(aggregateCreditsSchema),
  images: part(imagesSchema),
  videos: part(videosSchema),
  translations: part(translationsSchema),
  episode_groups: part(z.object({ results: listOf(groupSummarySchema) })),
});
export type TmdbSeries = z.output<typeof seriesSchema>;

const episodeSchema = z.object({
  id: z.int().positive(),
  season_number: seasonNumber,
  episode_number: z.int().nonnegative(),
  name: text,
  overview: text,
  air_date: text,
  runtime: positive,
  still_path: text,
  vote_average: positive,
  vote_count: positive,
  crew: listOf(crewMember),
  guest_stars: listOf(castMember),
});
export type TmdbEpisode = z.output<typeof episodeSchema>;

const seasonSchema = z.object({ season_number: seasonNumber, episodes: listOf(episodeSchema) });

/** A series with seasons appended: each is under its path, such as `season/1`. Parts that are no season are left out. */
export const seasonsSchema = z.looseObject({ id: z.int().positive() }).transform((answer) =>
  Object.entries(answer).flatMap(([path, value]) => {
    const season = path.startsWith("season/") ? seasonSchema.safeParse(value).data : undefined;
    return season === undefined ? [] : [season];
  }),
);

/** A group is a season of another order: its own order is the number, 0 are specials; so are the episodes in it, from 0. */
export const episodeGroupSchema = z.object({
  id: filled,
  groups: arrayOf(
    z.object({
      order: seasonNumber,
      episodes: listOf(episodeSchema.and(z.object({ order: z.int().nonnegative() }))),
    }),
  ),
});
export type TmdbEpisodeGroup = z.output<typeof episodeGroupSchema>;
