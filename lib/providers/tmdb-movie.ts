import { certificationFor } from "./certification.ts";
import type {
  LanguageChoice,
  MovieHit,
  ProviderCastMember,
  ProviderCollection,
  ProviderCrewMember,
  ProviderMovie,
  ProviderRating,
  ProviderReleaseDate,
} from "./provider.ts";
import { dayOf, unique, yearOf } from "./readers.ts";
import { artworkOf, imageUrl, videosOf } from "./tmdb-artwork.ts";
import type {
  TmdbCastMember,
  TmdbCollection,
  TmdbCrewMember,
  TmdbExternalIds,
  TmdbMovie,
  TmdbMovieHit,
  TmdbReleaseDates,
} from "./tmdb-schemas.ts";
import { titlesOf, type Worded, wordsOf } from "./tmdb-words.ts";

/** Jobs whose names are a film's writers (spec: NFO credits). */
const writerJobs: readonly string[] = ["Writer", "Screenplay", "Story", "Teleplay"];
const directorJob = "Director";
/** TMDB's release type for cinemas; its certification counts first. */
const theatrical = 3;

export function toHit(hit: TmdbMovieHit): MovieHit {
  return {
    provider: "tmdb",
    providerId: hit.id,
    title: hit.title,
    originalTitle: hit.original_title,
    year: yearOf(hit.release_date),
    overview: hit.overview,
    posterUrl: imageUrl(hit.poster_path),
    popularity: hit.popularity ?? 0,
    runtimeMinutes: null,
    otherTitles: [],
  };
}

/** TMDB's answer in our words. */
export function toMovie(movie: TmdbMovie, choice: LanguageChoice): ProviderMovie {
  const worded = wordedMovie(movie);
  const crew = crewOf(movie.credits.crew);
  return {
    provider: "tmdb",
    ids: { tmdb: movie.id, imdb: movie.imdb_id ?? movie.external_ids.imdb_id, tvdb: movie.external_ids.tvdb_id },
    fields: {
      ...wordsOf(worded, choice),
      originalTitle: movie.original_title,
      year: yearOf(movie.release_date),
      releaseDate: dayOf(movie.release_date),
      runtimeMinutes: movie.runtime,
      mpaaRating: certificationIn(movie.release_dates, "US"),
      contentRating: certificationFor(choice, (region) => certificationIn(movie.release_dates, region)),
      collection: movie.belongs_to_collection?.name ?? null,
      genres: unique(movie.genres.map(({ name }) => name)),
      directors: namesOf(crew, [directorJob]),
      writers: namesOf(crew, writerJobs),
      studios: unique(movie.production_companies.map(({ name }) => name)),
      countries: unique(movie.production_countries.map(({ name }) => name)),
      budget: movie.budget,
      revenue: movie.revenue,
      homepage: movie.homepage,
      originalLanguage: movie.original_language,
      popularity: movie.popularity,
      status: movie.status,
    },
    ratings: ratingsOf(movie),
    cast: castOf(movie.credits.cast),
    crew,
    collection: movie.belongs_to_collection && {
      tmdbId: movie.belongs_to_collection.id,
      name: movie.belongs_to_collection.name,
      overview: null,
    },
    keywords: unique(movie.keywords.keywords.map(({ name }) => name)),
    releaseDates: releaseDatesOf(movie.release_dates),
    titles: titlesOf(worded, movie.alternative_titles.titles),
    externalIds: externalIdsOf(movie.external_ids),
    artwork: artworkOf(movie.images),
    videos: videosOf(movie.videos),
  };
}

const wordedMovie = (movie: TmdbMovie): Worded => ({
  title: movie.title,
  originalTitle: movie.original_title,
  originalLanguage: movie.original_language,
  overview: movie.overview,
  tagline: movie.tagline,
  translations: movie.translations.translations,
});

export const externalIdsOf = (ids: TmdbExternalIds): ProviderMovie["externalIds"] => ({
  facebookId: ids.facebook_id,
  instagramId: ids.instagram_id,
  twitterId: ids.twitter_id,
  wikidataId: ids.wikidata_id,
});

function certificationIn({ results }: TmdbReleaseDates, region: string): string | null {
  const dates = results.find((entry) => entry.iso_3166_1 === region)?.release_dates ?? [];
  const given = dates.filter(({ certification }) => certification !== null);
  return (given.find(({ type }) => type === theatrical) ?? given[0])?.certification ?? null;
}

/** TMDB's types of release, by number (its documentation of /movie/{id}/release_dates). */
const releaseKinds = ["premiere", "limited", "theatrical", "digital", "physical", "tv"] as const;

function releaseDatesOf({ results }: TmdbReleaseDates): ProviderReleaseDate[] {
  const all = results.flatMap(({ iso_3166_1: region, release_dates }) =>
    release_dates.flatMap(({ type, release_date, certification }): ProviderReleaseDate[] => {
      const kind = releaseKinds[(type ?? 0) - 1];
      const releasedOn = dayOf(release_date?.slice(0, 10) ?? null);
      return kind === undefined || releasedOn === null ? [] : [{ region, kind, releasedOn, certification }];
    }),
  );
  return [...new Map(all.map((entry) => [`${entry.region} ${entry.kind} ${entry.releasedOn}`, entry])).values()];
}

/**
 * A set with its films by release; those without a date come last. TMDB does not say the language of its name, so only
 * the description falls back to other languages.
 */
export function toCollection(set: TmdbCollection, choice: LanguageChoice): ProviderCollection {
  const films = set.parts.map(toHit).map((hit, index) => ({
    tmdbId: hit.providerId,
    title: hit.title,
    originalTitle: hit.originalTitle,
    year: hit.year,
    releaseDate: dayOf(set.parts[index]?.release_date ?? null),
    overview: hit.overview,
    posterUrl: hit.posterUrl,
  }));
  const artwork = artworkOf(set.images).filter(({ assetType }) => assetType === "poster" || assetType === "fanart");
  return {
    tmdbId: set.id,
    name: set.name,
    overview: wordsOf(wordedSet(set), choice).plot,
    films: films.toSorted((a, b) => ((a.releaseDate ?? "9999") < (b.releaseDate ?? "9999") ? -1 : 1)),
    artwork,
  };
}

const wordedSet = ({ name, overview, translations }: TmdbCollection): Worded => ({
  title: name,
  originalTitle: null,
  originalLanguage: null,
  overview,
  tagline: null,
  translations: translations.translations,
});

export function ratingsOf({
  vote_average,
  vote_count,
}: Pick<TmdbMovie, "vote_average" | "vote_count">): ProviderRating[] {
  if (vote_average === null || vote_count === null) return [];
  return [{ source: "themoviedb", value: vote_average, max: 10, votes: vote_count }];
}

export function castOf(cast: TmdbCastMember[]): ProviderCastMember[] {
  return byOrder(cast).map((member, index) => ({
    tmdbId: member.id,
    name: member.name,
    role: member.character,
    order: index + 1,
    imageUrl: imageUrl(member.profile_path),
  }));
}

export const byOrder = <T extends { order: number | null }>(members: T[]): T[] =>
  members.toSorted((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER));

export function crewOf(crew: TmdbCrewMember[]): ProviderCrewMember[] {
  return crew.map(({ id, name, job, department }) => ({ tmdbId: id, name, job, department }));
}

function namesOf(crew: ProviderCrewMember[], jobs: readonly string[]): string[] {
  return unique(crew.filter(({ job }) => jobs.includes(job)).map(({ name }) => name));
}
