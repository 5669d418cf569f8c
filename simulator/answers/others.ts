import type { Collection } from "../catalogue/collections.ts";
import type { Film } from "../catalogue/film.ts";
import { filmsOf } from "../catalogue.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { person } from "./credits.ts";
import { filmImages } from "./images.ts";
import { collectionPaths, languageNames, localName } from "./movie.ts";
import { imdbIdOf } from "./people.ts";
import { episodeSummaryOf, seasonSummaryOf, showSummaryOf } from "./show-summary.ts";
import { languageOf, summaryOf } from "./summary.ts";

/** Where pictures are and in which sizes. */
export function configuration({ url }: Answering): Answer {
  return {
    body: {
      images: {
        base_url: `${url}/t/p/`,
        secure_base_url: `${url}/t/p/`,
        backdrop_sizes: ["w300", "w780", "w1280", "original"],
        logo_sizes: ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
        poster_sizes: ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
        profile_sizes: ["w45", "w185", "h632", "original"],
        still_sizes: ["w92", "w185", "w300", "original"],
      },
      change_keys: ["adult", "images", "overview", "release_dates", "title", "translations", "videos"],
    },
  };
}

/** Films, series, seasons, episodes and people by an id of somebody else. */
export function findByExternalId({ catalogue, query, state }: Answering, externalId: string): Answer {
  const source = query.get("external_source");
  if (source !== "imdb_id" && source !== "tvdb_id") return errors.invalidSource;
  const language = languageOf(query);
  const has = (ids: { imdbId?: string | null; tvdbId: number | null }) =>
    source === "imdb_id" ? ids.imdbId === externalId : ids.tvdbId === Number(externalId);
  const films = catalogue.films.filter((film) => has(film) && !state.isRetired("movie", film.id));
  const shows = [...catalogue.shows.values()].filter((show) => !state.isRetired("tv", show.tmdbId));
  const people = source === "imdb_id" ? [...catalogue.people].filter(([id]) => imdbIdOf(id) === externalId) : [];
  return {
    body: {
      movie_results: films.map((film) => ({ ...summaryOf(film, language), media_type: "movie" })),
      person_results: people.map(([, name]) => ({ ...person(name, "Acting"), media_type: "person", known_for: [] })),
      tv_results: shows.filter(has).map((show) => ({ ...showSummaryOf(show, language), media_type: "tv" })),
      tv_episode_results: shows.flatMap((show) =>
        show.seasons
          .flatMap((season) => season.episodes)
          .filter(has)
          .map((episode) => ({ ...episodeSummaryOf(show, episode, language), media_type: "tv_episode" })),
      ),
      tv_season_results: shows.flatMap((show) =>
        show.seasons.filter(has).map((season) => ({
          ...seasonSummaryOf(show, season, language),
          show_id: show.tmdbId,
          media_type: "tv_season",
        })),
      ),
    },
  };
}

export function collectionAnswer(answering: Answering, collectionId: number): Answer {
  const { catalogue, query, state } = answering;
  const collection = state.isRetired("collection", collectionId) ? undefined : catalogue.collections.get(collectionId);
  const films = filmsOf(catalogue, collectionId).filter((film) => !state.isRetired("movie", film.id));
  const first = films[0];
  if (collection === undefined || first === undefined) return errors.notFound;
  const language = languageOf(query);
  return {
    body: {
      id: collection.id,
      name: localName(collection, language),
      original_language: "en",
      original_name: collection.name,
      overview: language === "en" ? collection.overview : "",
      ...collectionPaths(first, collection.id, language),
      parts: films.map((film) => partOf(summaryOf(film, language))),
      ...(isAppended(query, "translations") && { translations: translationsOf(collection) }),
      ...(isAppended(query, "images") && { images: imagesOf(answering, first, collectionId) }),
    },
  };
}

/** TMDB's document calls a part's title name, its recorded answers call it title; both are given. */
function partOf(summary: ReturnType<typeof summaryOf>) {
  return { ...summary, name: summary.title, original_name: summary.original_title, media_type: "movie" };
}

export function collectionTranslations({ catalogue }: Answering, collectionId: number): Answer {
  const collection = catalogue.collections.get(collectionId);
  return collection === undefined ? errors.notFound : { body: { id: collectionId, ...translationsOf(collection) } };
}

/** Names and overviews in every language that has one. */
function translationsOf(collection: Collection) {
  const named = ["en", "de", "fr"].filter(
    (language) => language === "en" || localName(collection, language) !== collection.name,
  );
  return {
    translations: named.map((language) => ({
      ...languageNames(language),
      data: {
        title: localName(collection, language),
        overview: language === "en" ? collection.overview : "",
        homepage: "",
      },
    })),
  };
}

const isAppended = (query: URLSearchParams, part: string): boolean =>
  (query.get("append_to_response") ?? "").split(",").includes(part);

export function collectionImages(answering: Answering, collectionId: number): Answer {
  const first = filmsOf(answering.catalogue, collectionId)[0];
  if (first === undefined) return errors.notFound;
  return { body: { id: collectionId, ...imagesOf(answering, first, collectionId) } };
}

/** Its first film's pictures under its own names. */
function imagesOf({ query, artworkScale }: Answering, first: Film, collectionId: number) {
  const { backdrops, posters } = filmImages(first, query, artworkScale);
  const renamed = (list: typeof posters) =>
    list.map((image) => ({
      ...image,
      file_path: image.file_path.replace(`film${first.id}`, `collection${collectionId}`),
    }));
  return { backdrops: renamed(backdrops), posters: renamed(posters) };
}
