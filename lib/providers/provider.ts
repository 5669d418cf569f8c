import type { ImageType } from "#db/schema/index.ts";
import type { ProviderEpisode, ProviderSeries, SeriesHit, SeriesIds, SeriesOrder } from "./series.ts";
import type { ProviderKind, ProviderName } from "./vocabulary.ts";

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

export type ProviderCollection = {
  tmdbId: number | null;
  name: string;
  overview: string | null;
  /** Its films by release, owned or not. Empty until the set itself was asked. */
  films?: ProviderCollectionFilm[];
  artwork?: ProviderArtwork[];
};

/** A film of a set: enough to show what is missing. */
export type ProviderCollectionFilm = {
  tmdbId: number;
  title: string;
  originalTitle: string | null;
  year: number | null;
  /** YYYY-MM-DD. */
  releaseDate: string | null;
  overview: string | null;
  posterUrl: string | null;
};

/** When and where a film came out, and what it was rated there. */
export type ProviderReleaseDate = {
  /** ISO 3166-1. */
  region: string;
  kind: "premiere" | "limited" | "theatrical" | "digital" | "physical" | "tv";
  /** YYYY-MM-DD. */
  releasedOn: string;
  certification: string | null;
};

/** What a provider knows of a person. */
export type ProviderPerson = {
  tmdbId: number;
  imdbId: string | null;
  name: string;
  biography: string | null;
  /** YYYY-MM-DD. */
  birthday: string | null;
  deathday: string | null;
  birthPlace: string | null;
  /** The one the provider shows. */
  imageUrl: string | null;
  /** All of them. */
  portraits: ProviderArtwork[];
};

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
  /** What it is about, in the provider's words. Never a person's tags. */
  keywords: string[];
  releaseDates: ProviderReleaseDate[];
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
  /** Asked for in this order where the first has nothing. */
  fallbacks?: readonly string[] | undefined;
  /** ISO 3166-1. */
  region: string;
  /**
   * What the library says itself, where the provider is asked otherwise: its languages count for pictures too, and its
   * country is the one whose certification needs no name.
   */
  library?: Omit<LanguageChoice, "library"> | undefined;
};

/**
 * A provider as the settings have it. It has the functions that its facts in vocabulary.ts declare, and no others.
 * Every function throws AppError `provider`, `unavailable` or `too_many` in plain words. Undefined: it has no such thing.
 */
export type Provider = {
  name: ProviderName;
  label: string;
  searchMovies?(
    query: { title: string; year: number | null } & LanguageChoice,
    options?: AskOptions,
  ): Promise<MovieHit[]>;
  /** By the id of another provider. */
  findMovies?(
    query: { source: "imdb" | "tvdb"; id: string } & LanguageChoice,
    options?: AskOptions,
  ): Promise<MovieHit[]>;
  /** Everything about one film, by the first of its ids that this provider understands. */
  findMovie?(query: { ids: MovieIds } & LanguageChoice, options?: AskOptions): Promise<ProviderMovie | undefined>;
  findCollection?(
    query: { id: number } & LanguageChoice,
    options?: AskOptions,
  ): Promise<ProviderCollection | undefined>;
  findPerson?(query: { id: number } & LanguageChoice, options?: AskOptions): Promise<ProviderPerson | undefined>;
  searchSeries?(
    query: { title: string; year: number | null } & LanguageChoice,
    options?: AskOptions,
  ): Promise<SeriesHit[]>;
  findSeriesByOtherId?(
    query: { source: "imdb" | "tvdb"; id: string } & LanguageChoice,
    options?: AskOptions,
  ): Promise<SeriesHit[]>;
  /** Everything about one series but its episodes, by the first of its ids that this provider understands. */
  findSeries?(query: { ids: SeriesIds } & LanguageChoice, options?: AskOptions): Promise<ProviderSeries | undefined>;
  /** All episodes in one order, with or without a file. `order` is an id from `findSeries().orders`. */
  listEpisodes?(
    query: { ids: SeriesIds; order: SeriesOrder["id"] } & LanguageChoice,
    options?: AskOptions,
  ): Promise<ProviderEpisode[] | undefined>;
  /** The provider's ids of what changed since then, as far back as its feed goes. */
  listChangedIds?(query: { kind: ProviderKind; since: Date }, options?: AskOptions): Promise<Set<number>>;
  testConnection(options?: AskOptions): Promise<ConnectionVerdict>;
};

/** A provider that identifies and describes films. */
export type MovieProvider = Provider & Required<Pick<Provider, "searchMovies" | "findMovies" | "findMovie">>;
/** A provider that identifies and describes series. */
export type SeriesProvider = Provider &
  Required<Pick<Provider, "searchSeries" | "findSeriesByOtherId" | "findSeries" | "listEpisodes">>;
