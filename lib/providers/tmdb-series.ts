import { certificationFor } from "./certification.ts";
import type { LanguageChoice, ProviderCastMember, ProviderCrewMember } from "./provider.ts";
import { dayOf, unique, yearOf } from "./readers.ts";
import type { ProviderSeason, ProviderSeries, ProviderSeriesFields, SeriesHit, SeriesOrder } from "./series.ts";
import { artworkOf, imageUrl, pictureOf, videosOf } from "./tmdb-artwork.ts";
import { byOrder, externalIdsOf, ratingsOf } from "./tmdb-movie.ts";
import type { TmdbSeasonSummary, TmdbSeries, TmdbSeriesHit } from "./tmdb-series-schemas.ts";
import { titlesOf, type Worded, wordsOf } from "./tmdb-words.ts";

export function toSeriesHit(hit: TmdbSeriesHit): SeriesHit {
  return {
    provider: "tmdb",
    providerId: hit.id,
    ids: { tmdb: hit.id, tvdb: null, imdb: null, tvmaze: null },
    title: hit.name,
    originalTitle: hit.original_name,
    year: yearOf(hit.first_air_date),
    overview: hit.overview,
    posterUrl: imageUrl(hit.poster_path),
    popularity: hit.popularity ?? 0,
    otherTitles: [],
    country: hit.origin_country[0] ?? null,
    network: null,
  };
}

/** TMDB's answer in our words. */
export function toSeries(series: TmdbSeries, choice: LanguageChoice): ProviderSeries {
  const worded = wordedSeries(series);
  const certifications = series.content_ratings.results.map(({ iso_3166_1: region, rating: certification }) => ({
    region,
    certification,
  }));
  return {
    provider: "tmdb",
    ids: { tmdb: series.id, tvdb: series.external_ids.tvdb_id, imdb: series.external_ids.imdb_id, tvmaze: null },
    fields: {
      ...wordsOf(worded, choice),
      originalTitle: series.original_name,
      year: yearOf(series.first_air_date),
      firstAired: dayOf(series.first_air_date),
      status: statuses[series.status?.toLowerCase() ?? ""] ?? null,
      runtimeMinutes: series.episode_run_time[0] ?? null,
      contentRating: certificationFor(
        choice,
        (wanted) => certifications.find(({ region }) => region === wanted)?.certification ?? null,
      ),
      originalLanguage: series.original_language,
      homepage: series.homepage,
      popularity: series.popularity,
      genres: namesIn(series.genres),
      studios: namesIn(series.production_companies),
      countries: namesIn(series.production_countries),
    },
    ratings: ratingsOf(series),
    cast: castOf(series),
    crew: crewOf(series),
    networks: namesIn(series.networks),
    keywords: namesIn(series.keywords.results),
    certifications,
    titles: titlesOf(worded, series.alternative_titles.results),
    externalIds: externalIdsOf(series.external_ids),
    artwork: artworkOf(series.images),
    videos: videosOf(series.videos),
    seasons: series.seasons.map(toSeason),
    orders: ordersOf(series),
  };
}

/** TMDB's words for how a series stands (its documentation of /tv/{id}), in small letters. */
const statuses: Readonly<Record<string, ProviderSeriesFields["status"]>> = {
  "returning series": "continuing",
  planned: "continuing",
  "in production": "continuing",
  pilot: "continuing",
  ended: "ended",
  canceled: "cancelled",
  cancelled: "cancelled",
};

const wordedSeries = (series: TmdbSeries): Worded => ({
  title: series.name,
  originalTitle: series.original_name,
  originalLanguage: series.original_language,
  overview: series.overview,
  tagline: series.tagline,
  translations: series.translations.translations,
});

/** One entry for a person, who may have had several roles. */
function castOf({ aggregate_credits: { cast } }: TmdbSeries): ProviderCastMember[] {
  return byOrder(cast).map((member, index) => ({
    tmdbId: member.id,
    name: member.name,
    role: unique(member.roles.flatMap(({ character }) => character ?? [])).join(" / ") || null,
    order: index + 1,
    imageUrl: imageUrl(member.profile_path),
  }));
}

/** One entry for each job of a person. Who created the series is no part of TMDB's credits. */
function crewOf({ created_by, aggregate_credits: { crew } }: TmdbSeries): ProviderCrewMember[] {
  return [
    ...created_by.map(({ id, name }) => ({ tmdbId: id, name, job: "Creator", department: "Writing" })),
    ...crew.flatMap(({ id, name, department, jobs }) =>
      unique(jobs.map(({ job }) => job)).map((job) => ({ tmdbId: id, name, job, department })),
    ),
  ];
}

function toSeason(season: TmdbSeasonSummary): ProviderSeason {
  return {
    seasonNumber: season.season_number,
    ids: { tmdb: season.id, tvdb: null },
    title: season.name,
    plot: season.overview,
    airDate: dayOf(season.air_date),
    artwork: season.poster_path === null ? [] : [pictureOf("poster", season.poster_path)],
  };
}

/** TMDB's types of groups that other databases know as orders (its documentation of /tv/{id}/episode_groups). */
const groupTypes: Readonly<Record<number, string>> = { 2: "absolute", 3: "DVD" };

function ordersOf({ episode_groups }: TmdbSeries): SeriesOrder[] {
  const groups = episode_groups.results.map(({ id, name, type }) => {
    const says = groupTypes[type ?? 0];
    const isSaid = says === undefined || name.toLowerCase().includes(says.toLowerCase());
    return { id: `${groupPrefix}${id}`, label: isSaid ? name : `${name} (${says})` };
  });
  return [{ id: "aired", label: "Aired order" }, ...groups];
}

/** What the id of an order begins with that is a group of TMDB's. */
export const groupPrefix = "tmdb:";

const namesIn = (entries: { name: string }[]): string[] => unique(entries.map(({ name }) => name));
