import type { ImageType } from "#db/schema/index.ts";

/** What a provider can be asked. A caller looks here before it asks. */
export const capabilities = [
  "movie.search",
  "movie.find",
  "movie.details",
  "movie.artwork",
  "movie.trailers",
  "movie.ratings",
  "collection.details",
] as const;
export type Capability = (typeof capabilities)[number];

export type ProviderName = "tmdb";

/** Ids of one film in other places. Null = not known. */
export type MovieIds = { tmdb: number | null; imdb: string | null; tvdb: number | null };

/** One result of a search: enough to compare and to show. */
export type MovieHit = {
  provider: ProviderName;
  /** The provider's own id. */
  providerId: number;
  title: string;
  originalTitle: string | null;
  year: number | null;
  overview: string | null;
  posterUrl: string | null;
  popularity: number;
  /** Null until the details were asked. */
  runtimeMinutes: number | null;
  /** Alternative and translated titles; empty until the details were asked. */
  otherTitles: string[];
};

/** Values of a film under the names of its columns. Null and empty lists say nothing: they never erase. */
export type ProviderMovieFields = {
  title: string | null;
  originalTitle: string | null;
  year: number | null;
  /** YYYY-MM-DD. */
  releaseDate: string | null;
  runtimeMinutes: number | null;
  plot: string | null;
  tagline: string | null;
  mpaaRating: string | null;
  contentRating: string | null;
  collection: string | null;
  genres: string[];
  directors: string[];
  writers: string[];
  studios: string[];
  countries: string[];
  budget: number | null;
  revenue: number | null;
  homepage: string | null;
  originalLanguage: string | null;
  popularity: number | null;
  status: string | null;
};

/** Source names are Kodi's: imdb, themoviedb, metacritic. */
export type ProviderRating = { source: string; value: number; max: number; votes: number | null };

export type ProviderCastMember = {
  tmdbId: number | null;
  name: string;
  role: string | null;
  /** Counted from 1. */
  order: number;
  imageUrl: string | null;
};

export type ProviderCrewMember = {
  tmdbId: number | null;
  name: string;
  /** TMDB's word, such as Director or Screenplay. */
  job: string;
  department: string | null;
};

export type ProviderCollection = { tmdbId: number | null; name: string; overview: string | null };

export type ProviderTitle = {
  title: string;
  kind: "alternative" | "translated";
  /** ISO 639-1. */
  language: string | null;
  /** ISO 3166-1. */
  region: string | null;
};

/** A picture a provider offers. `url` is its lasting name; lib/providers/download.ts knows where to fetch it. */
export type ProviderArtwork = {
  assetType: ImageType;
  providerId: string | null;
  url: string;
  width: number | null;
  height: number | null;
  /** ISO 639-1; null = textless. */
  language: string | null;
  voteAverage: number | null;
  voteCount: number | null;
  likes: number | null;
};

export type ProviderVideo = {
  /** Address a person can open. */
  url: string;
  site: "youtube" | "vimeo";
  videoId: string;
  name: string;
  official: boolean;
  language: string | null;
  /** The provider's word: Trailer, Teaser. */
  type: string;
  /** Lines of the picture, such as 1080. */
  lines: number | null;
};

/** Everything one provider knows about one film, in our words. */
export type ProviderMovie = {
  provider: ProviderName;
  ids: MovieIds;
  fields: ProviderMovieFields;
  ratings: ProviderRating[];
  cast: ProviderCastMember[];
  crew: ProviderCrewMember[];
  collection: ProviderCollection | null;
  titles: ProviderTitle[];
  /** Names on other sites, without the address. */
  externalIds: {
    facebookId: string | null;
    instagramId: string | null;
    twitterId: string | null;
    wikidataId: string | null;
  };
  artwork: ProviderArtwork[];
  videos: ProviderVideo[];
};

/** What the test button says. */
export type ConnectionVerdict = { ok: boolean; message: string };

export type AskOptions = {
  signal?: AbortSignal | undefined;
  /** Ask the provider even when a kept answer is not old yet. */
  fresh?: boolean | undefined;
};

export type LanguageChoice = {
  /** ISO 639-1. */
  language: string;
  /** ISO 3166-1. */
  region: string;
};

/** A source of films. Every function throws AppError `provider`, `unavailable` or `too_many` in plain words. */
export type MovieProvider = {
  name: ProviderName;
  label: string;
  capabilities: readonly Capability[];
  searchMovies(
    query: { title: string; year: number | null } & LanguageChoice,
    options?: AskOptions,
  ): Promise<MovieHit[]>;
  /** By the id of another provider. */
  findMovies(
    query: { source: "imdb" | "tvdb"; id: string } & LanguageChoice,
    options?: AskOptions,
  ): Promise<MovieHit[]>;
  /** Undefined when the provider has no such film. */
  findMovie(query: { id: number } & LanguageChoice, options?: AskOptions): Promise<ProviderMovie | undefined>;
  /** Undefined when the provider has no such film set. */
  findCollection(query: { id: number } & LanguageChoice, options?: AskOptions): Promise<ProviderCollection | undefined>;
  testConnection(options?: AskOptions): Promise<ConnectionVerdict>;
};
