import type {
  MovieHit,
  ProviderArtwork,
  ProviderCastMember,
  ProviderCrewMember,
  ProviderRating,
  ProviderTitle,
  ProviderVideo,
} from "./provider.ts";
import type { ProviderName } from "./vocabulary.ts";

/** Ids of one series in the databases. Null = not known. */
export type SeriesIds = { tmdb: number | null; tvdb: number | null; imdb: string | null; tvmaze: number | null };

/** One result of a search for series: enough to compare and to show. */
export type SeriesHit = Omit<MovieHit, "runtimeMinutes"> & {
  ids: SeriesIds;
  /** ISO 3166-1 of where it is from; tells "The Office" of two countries apart. */
  country: string | null;
  network: string | null;
};

/** Values of a series under the names of its columns. Null and empty lists say nothing: they never erase. */
export type ProviderSeriesFields = {
  title: string | null;
  originalTitle: string | null;
  year: number | null;
  /** YYYY-MM-DD. */
  firstAired: string | null;
  status: "continuing" | "ended" | "cancelled" | null;
  plot: string | null;
  tagline: string | null;
  /** Of an ordinary episode. */
  runtimeMinutes: number | null;
  contentRating: string | null;
  originalLanguage: string | null;
  homepage: string | null;
  popularity: number | null;
  genres: string[];
  /** Production companies; who broadcasts it is in `networks`. */
  studios: string[];
  countries: string[];
};

/** An order of the episodes. The aired one is `aired`; others are `dvd`, `absolute`, `alternate`, or `tmdb:` and a group's id. */
export type SeriesOrder = { id: string; label: string };

/** One season. Null says nothing. */
export type ProviderSeason = {
  seasonNumber: number;
  ids: { tmdb: number | null; tvdb: number | null };
  title: string | null;
  plot: string | null;
  /** YYYY-MM-DD. */
  airDate: string | null;
  artwork: ProviderArtwork[];
};

/** One episode at its place in one order. Null says nothing. */
export type ProviderEpisode = {
  provider: ProviderName;
  seasonNumber: number;
  episodeNumber: number;
  /** Counted over all seasons without specials; null where the provider does not count so. */
  absoluteNumber: number | null;
  ids: { tmdb: number | null; tvdb: number | null; imdb: string | null };
  title: string | null;
  plot: string | null;
  /** YYYY-MM-DD, a calendar date where it was aired. */
  airDate: string | null;
  runtimeMinutes: number | null;
  ratings: ProviderRating[];
  guests: ProviderCastMember[];
  crew: ProviderCrewMember[];
  /** Stills, as assetType `thumb`. */
  artwork: ProviderArtwork[];
};

/** Everything one provider knows about one series, in our words; its episodes are asked by themselves. */
export type ProviderSeries = {
  provider: ProviderName;
  ids: SeriesIds;
  fields: ProviderSeriesFields;
  ratings: ProviderRating[];
  cast: ProviderCastMember[];
  crew: ProviderCrewMember[];
  networks: string[];
  keywords: string[];
  certifications: { region: string; certification: string }[];
  titles: ProviderTitle[];
  externalIds: {
    facebookId: string | null;
    instagramId: string | null;
    twitterId: string | null;
    wikidataId: string | null;
  };
  artwork: ProviderArtwork[];
  videos: ProviderVideo[];
  seasons: ProviderSeason[];
  orders: SeriesOrder[];
};
