import type {
  LanguageChoice,
  MovieHit,
  ProviderCastMember,
  ProviderCollection,
  ProviderCrewMember,
  ProviderMovie,
  ProviderReleaseDate,
  ProviderTitle,
} from "./provider.ts";
import { artworkOf, imageUrl, videosOf } from "./tmdb-artwork.ts";
import type {
  TmdbCollection,
  TmdbCredits,
  TmdbMovie,
  TmdbMovieHit,
  TmdbReleaseDates,
  TmdbTranslation,
} from "./tmdb-schemas.ts";

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
export function toMovie(movie: TmdbMovie, { language, region }: LanguageChoice): ProviderMovie {
  const words = wordsOf(movie, { language, region });
  const crew = crewOf(movie.credits);
  return {
    provider: "tmdb",
    ids: { tmdb: movie.id, imdb: movie.imdb_id ?? movie.external_ids.imdb_id, tvdb: movie.external_ids.tvdb_id },
    fields: {
      ...words,
      originalTitle: movie.original_title,
      year: yearOf(movie.release_date),
      releaseDate: dayOf(movie.release_date),
      runtimeMinutes: movie.runtime,
      mpaaRating: certificationIn(movie.release_dates, "US"),
      contentRating: certificationIn(movie.release_dates, region),
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
    cast: castOf(movie.credits),
    crew,
    collection: movie.belongs_to_collection && {
      tmdbId: movie.belongs_to_collection.id,
      name: movie.belongs_to_collection.name,
      overview: null,
    },
    keywords: unique(movie.keywords.keywords.map(({ name }) => name)),
    releaseDates: releaseDatesOf(movie.release_dates),
    titles: titlesOf(movie),
    externalIds: {
      facebookId: movie.external_ids.facebook_id,
      instagramId: movie.external_ids.instagram_id,
      twitterId: movie.external_ids.twitter_id,
      wikidataId: movie.external_ids.wikidata_id,
    },
    artwork: artworkOf(movie.images),
    videos: videosOf(movie.videos),
  };
}

/**
 * Title, plot and tagline in the wanted language. Where TMDB has no translation it falls back to the original title and
 * to empty texts; English is of more use then.
 */
function wordsOf(movie: TmdbMovie, { language, region }: LanguageChoice) {
  const own = movie.translations.translations.filter((entry) => entry.iso_639_1 === language);
  const wanted = own.find((entry) => entry.iso_3166_1 === region) ?? own[0];
  const english = movie.translations.translations.find((entry) => entry.iso_639_1 === "en");
  const isOriginal = movie.original_language === language;
  const isTranslated = isOriginal || movie.title !== movie.original_title || filled(wanted, "title");
  return {
    title: isTranslated ? movie.title : (english?.data.title ?? movie.title),
    plot: movie.overview ?? wanted?.data.overview ?? english?.data.overview ?? null,
    tagline: movie.tagline ?? wanted?.data.tagline ?? english?.data.tagline ?? null,
  };
}

const filled = (entry: TmdbTranslation | undefined, field: "title"): boolean => (entry?.data[field] ?? null) !== null;

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

/** A set with its films by release; those without a date come last. */
export function toCollection(set: TmdbCollection): ProviderCollection {
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
    overview: set.overview,
    films: films.toSorted((a, b) => ((a.releaseDate ?? "9999") < (b.releaseDate ?? "9999") ? -1 : 1)),
    artwork,
  };
}

function ratingsOf({ vote_average, vote_count }: TmdbMovie): ProviderMovie["ratings"] {
  if (vote_average === null || vote_count === null) return [];
  return [{ source: "themoviedb", value: vote_average, max: 10, votes: vote_count }];
}

function castOf({ cast }: TmdbCredits): ProviderCastMember[] {
  return cast
    .toSorted((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER))
    .map((member, index) => ({
      tmdbId: member.id,
      name: member.name,
      role: member.character,
      order: index + 1,
      imageUrl: imageUrl(member.profile_path),
    }));
}

function crewOf({ crew }: TmdbCredits): ProviderCrewMember[] {
  return crew.map(({ id, name, job, department }) => ({ tmdbId: id, name, job, department }));
}

function namesOf(crew: ProviderCrewMember[], jobs: readonly string[]): string[] {
  return unique(crew.filter(({ job }) => jobs.includes(job)).map(({ name }) => name));
}

/** Every other name of the film once, without the one it has anyway. */
function titlesOf(movie: TmdbMovie): ProviderTitle[] {
  const known = new Set([movie.title, movie.original_title]);
  const all: ProviderTitle[] = [
    ...movie.alternative_titles.titles.map(({ title, iso_3166_1 }) => ({
      title,
      kind: "alternative" as const,
      language: null,
      region: iso_3166_1,
    })),
    ...movie.translations.translations.flatMap(({ data, iso_639_1, iso_3166_1 }) =>
      data.title === null
        ? []
        : [{ title: data.title, kind: "translated" as const, language: iso_639_1, region: iso_3166_1 }],
    ),
  ];
  return all.filter(({ title }) => !known.has(title) && known.add(title));
}

/** A full date, or null: partial dates fill the year only. */
const dayOf = (date: string | null): string | null => (date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null);
const yearOf = (date: string | null): number | null => Number(date?.match(/^\d{4}/)?.[0] ?? 0) || null;
const unique = (values: string[]): string[] => [...new Set(values)];
