import { showPictures } from "../artwork/show-pictures.ts";
import { hashText } from "../catalogue/seed.ts";
import { seriesGenreIds } from "../catalogue/series-words.ts";
import type { EpisodeGroup, Show } from "../catalogue/show.ts";
import { genreNames } from "../catalogue/words.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { imageOf, wantsLanguage } from "./images.ts";
import {
  companiesOf,
  countriesOf,
  languageNames,
  languagesOf,
  MAX_APPENDED,
  spokenLanguagesOf,
  videosOf,
} from "./movie.ts";
import { episodeSummaryOf, hasAired, seasonSummaryOf, showPaths, wholeDate } from "./show-summary.ts";
import { languageOf, wordingOf } from "./summary.ts";
import { aggregateCredits, createdBy, showCredits } from "./tv-credits.ts";
import { seasonAnswer, seasonPart } from "./tv-seasons.ts";

/** The parts a series can be asked for, by themselves or with append_to_response. */
const showParts: Readonly<Record<string, (answering: Answering, show: Show) => object>> = {
  aggregate_credits: (_, show) =>
    aggregateCredits(
      show,
      show.seasons.filter(({ number }) => number > 0).flatMap(({ episodes }) => episodes),
    ),
  alternative_titles: (_, show) => ({
    results: show.alternativeTitles.map(({ country, title }) => ({ iso_3166_1: country, title, type: "" })),
  }),
  content_ratings: (_, show) => ({
    results: [...show.certifications].map(([country, rating]) => ({ descriptors: [], iso_3166_1: country, rating })),
  }),
  credits: (_, show) => showCredits(show),
  episode_groups: (_, show) => ({ results: show.groups.map((group) => groupSummary(show, group)) }),
  external_ids: (_, show) => ({
    imdb_id: show.imdbId,
    freebase_mid: null,
    freebase_id: null,
    tvdb_id: show.tvdbId,
    tvrage_id: null,
    wikidata_id: `Q${hashText(show.title) % 10_000_000}`,
    facebook_id: null,
    instagram_id: null,
    twitter_id: null,
  }),
  images: ({ query, artworkScale }, show) => {
    const wanted = wantsLanguage(query);
    const pictures = showPictures(show, artworkScale).filter((picture) => wanted(picture.language));
    const ofKind = (kind: string) => pictures.filter((picture) => picture.kind === kind).map(imageOf);
    return { backdrops: ofKind("backdrop"), logos: ofKind("logo"), posters: ofKind("poster") };
  },
  keywords: (_, show) => ({ results: show.keywords.map((name) => ({ name, id: hashText(name) % 300_000 })) }),
  translations: (_, show) => ({
    translations: languagesOf(show).map((language) => {
      const { title, overview, tagline } = wordingOf(show, language);
      const data = {
        name: title === show.originalTitle ? "" : title,
        overview,
        homepage: language === "en" ? show.homepage : "",
        tagline,
      };
      return { ...languageNames(language), data };
    }),
  }),
  videos: ({ query }, show) => ({
    // Videos of films are named by the film's id; a series' ids are others.
    results: videosOf({ ...show, id: 70_000_000 + show.tmdbId, releaseDate: show.firstAired }, query),
  }),
};

/** A series with what was appended; seasons are appended as `season/1`. */
export function tvAnswer(answering: Answering, show: Show): Answer {
  const appended = (answering.query.get("append_to_response") ?? "").split(",").filter(Boolean);
  if (appended.length > MAX_APPENDED) return errors.tooManyParts;
  const parts = appended.flatMap((name): [string, object][] => {
    const own = showParts[name]?.(answering, show) ?? appendedSeason(answering, show, name);
    return own === undefined ? [] : [[name, own]];
  });
  return { body: { ...tvDetails(answering, show), ...Object.fromEntries(parts) } };
}

export function tvPart(answering: Answering, show: Show, name: string): Answer {
  const part = showParts[name]?.(answering, show);
  return part === undefined ? errors.notFound : { body: { id: show.tmdbId, ...part } };
}

/** "season/1" or "season/1/images"; a season that is not there is passed over. */
function appendedSeason(answering: Answering, show: Show, name: string): object | undefined {
  const match = /^season\/(\d+)(?:\/([a-z_]+))?$/.exec(name);
  const season = show.seasons.find(({ number }) => number === Number(match?.[1]));
  if (match === null || season === undefined) return undefined;
  if (match[2] !== undefined) return seasonPart(answering, { show, season, name: match[2] });
  return seasonAnswer(answering, { show, season, appended: [] });
}

function tvDetails({ query }: Answering, show: Show) {
  const language = languageOf(query);
  const { title, overview, tagline } = wordingOf(show, language);
  const regular = show.seasons.filter(({ number }) => number > 0).flatMap(({ episodes }) => episodes);
  const aired = regular.filter(hasAired);
  const last = aired.toSorted((a, b) => a.aired.localeCompare(b.aired)).at(-1);
  const next = regular.find((episode) => !hasAired(episode) && wholeDate(episode.aired) !== null);
  const { backdrop_path, poster_path } = showPaths(show, language);
  return {
    adult: false,
    backdrop_path,
    created_by: createdBy(show),
    episode_run_time: [show.runtimeMinutes],
    first_air_date: wholeDate(show.firstAired),
    genres: show.genres.map((name) => ({
      id: seriesGenreIds[name] ?? 0,
      name: genreNames[language]?.[name] ?? name,
    })),
    homepage: show.homepage,
    id: show.tmdbId,
    in_production: show.status === "Returning Series",
    languages: show.spokenLanguages,
    last_air_date: last?.aired ?? null,
    last_episode_to_air: last === undefined ? null : episodeSummaryOf(show, last, language),
    name: title,
    next_episode_to_air: next === undefined ? null : episodeSummaryOf(show, next, language),
    networks: companiesOf(show.networks, show.countries),
    number_of_episodes: regular.length,
    number_of_seasons: show.seasons.filter(({ number }) => number > 0).length,
    origin_country: show.countries.slice(0, 1),
    original_language: show.originalLanguage,
    original_name: show.originalTitle,
    overview,
    popularity: show.popularity,
    poster_path,
    production_companies: companiesOf(show.studios, show.countries),
    production_countries: countriesOf(show.countries),
    seasons: show.seasons.map((season) => seasonSummaryOf(show, season, language)),
    spoken_languages: spokenLanguagesOf(show.spokenLanguages),
    status: show.status,
    tagline,
    type: show.type,
    vote_average: show.voteAverage,
    vote_count: show.voteCount,
  };
}

function groupSummary(show: Show, group: EpisodeGroup) {
  return {
    description: group.description,
    episode_count: group.parts.reduce((sum, part) => sum + part.episodes.length, 0),
    group_count: group.parts.length,
    id: group.id,
    name: group.name,
    network: companiesOf(show.networks, show.countries)[0] ?? null,
    type: group.type,
  };
}

/** One of a series' other orders, part by part. */
export function groupAnswer({ catalogue, query }: Answering, groupId: string): Answer {
  const language = languageOf(query);
  for (const show of catalogue.shows.values()) {
    const group = show.groups.find(({ id }) => id === groupId);
    if (group === undefined) continue;
    const groups = group.parts.map((part, index) => ({
      id: part.id,
      name: part.name,
      order: index + 1,
      episodes: part.episodes.map((episode, order) => {
        const { episode_type: _, ...summary } = episodeSummaryOf(show, episode, language);
        return { ...summary, order };
      }),
      locked: true,
    }));
    return { body: { ...groupSummary(show, group), groups } };
  }
  return errors.notFound;
}
