import type { LanguageChoice, MovieIds, ProviderMovie, ProviderMovieFields } from "./provider.ts";
import type { ProviderSeries, ProviderSeriesFields, SeriesIds } from "./series.ts";
import type { ProviderName } from "./vocabulary.ts";

const noFilmFields: ProviderMovieFields = {
  title: null,
  originalTitle: null,
  year: null,
  releaseDate: null,
  runtimeMinutes: null,
  plot: null,
  tagline: null,
  mpaaRating: null,
  contentRating: null,
  collection: null,
  genres: [],
  directors: [],
  writers: [],
  studios: [],
  countries: [],
  budget: null,
  revenue: null,
  homepage: null,
  originalLanguage: null,
  popularity: null,
  status: null,
};

const noSeriesFields: ProviderSeriesFields = {
  title: null,
  originalTitle: null,
  year: null,
  firstAired: null,
  status: null,
  plot: null,
  tagline: null,
  runtimeMinutes: null,
  contentRating: null,
  originalLanguage: null,
  homepage: null,
  popularity: null,
  genres: [],
  studios: [],
  countries: [],
};

const noExternalIds = { facebookId: null, instagramId: null, twitterId: null, wikidataId: null };

/** A film of which a provider knows nothing but its ids; what it knows is put over it. */
export function movieWith(
  provider: ProviderName,
  ids: MovieIds,
  { fields, ...known }: Partial<Omit<ProviderMovie, "fields">> & { fields?: Partial<ProviderMovieFields> },
): ProviderMovie {
  return {
    provider,
    ids,
    ratings: [],
    cast: [],
    crew: [],
    collection: null,
    keywords: [],
    releaseDates: [],
    titles: [],
    externalIds: noExternalIds,
    artwork: [],
    videos: [],
    ...known,
    fields: { ...noFilmFields, ...fields },
  };
}

/** A series of which a provider knows nothing but its ids; what it knows is put over it. */
export function seriesWith(
  provider: ProviderName,
  ids: SeriesIds,
  { fields, ...known }: Partial<Omit<ProviderSeries, "fields">> & { fields?: Partial<ProviderSeriesFields> },
): ProviderSeries {
  return {
    provider,
    ids,
    ratings: [],
    cast: [],
    crew: [],
    networks: [],
    keywords: [],
    certifications: [],
    titles: [],
    externalIds: noExternalIds,
    artwork: [],
    videos: [],
    seasons: [],
    orders: [],
    ...known,
    fields: { ...noSeriesFields, ...fields },
  };
}

/** Whether English texts are of use: it is the language that was asked for, or one to fall back to. */
export const wantsEnglish = ({ language, fallbacks = [] }: LanguageChoice): boolean =>
  language === "en" || fallbacks.includes("en");
