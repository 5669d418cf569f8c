import { PORTRAIT } from "../artwork/portraits.ts";
import { hashText } from "../catalogue/seed.ts";
import { filmsOf } from "../catalogue.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { profilePath } from "./credits.ts";
import { filmImages } from "./images.ts";
import { collectionPaths, localName } from "./movie.ts";
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

/** Films by an id of somebody else. */
export function findByExternalId({ catalogue, query }: Answering, externalId: string): Answer {
  const source = query.get("external_source");
  if (source !== "imdb_id" && source !== "tvdb_id") return errors.invalidSource;
  const language = languageOf(query);
  const found = catalogue.films.filter((film) =>
    source === "imdb_id" ? film.imdbId === externalId : film.tvdbId === Number(externalId),
  );
  return {
    body: {
      movie_results: found.map((film) => ({ ...summaryOf(film, language), media_type: "movie" })),
      person_results: [],
      tv_results: [],
      tv_episode_results: [],
      tv_season_results: [],
    },
  };
}

export function collectionAnswer({ catalogue, query }: Answering, collectionId: number): Answer {
  const collection = catalogue.collections.get(collectionId);
  const films = filmsOf(catalogue, collectionId);
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
    },
  };
}

/** TMDB's document calls a part's title name, its recorded answers call it title; both are given. */
function partOf(summary: ReturnType<typeof summaryOf>) {
  return { ...summary, name: summary.title, original_name: summary.original_title, media_type: "movie" };
}

export function collectionImages({ catalogue, query, artworkScale }: Answering, collectionId: number): Answer {
  const first = filmsOf(catalogue, collectionId)[0];
  if (first === undefined) return errors.notFound;
  const { backdrops, posters } = filmImages(first, query, artworkScale);
  const renamed = (list: typeof posters) =>
    list.map((image) => ({
      ...image,
      file_path: image.file_path.replace(`film${first.id}`, `collection${collectionId}`),
    }));
  return { body: { id: collectionId, backdrops: renamed(backdrops), posters: renamed(posters) } };
}

export function personAnswer({ catalogue }: Answering, personId: number): Answer {
  const name = catalogue.people.get(personId);
  if (name === undefined) return errors.notFound;
  return {
    body: {
      adult: false,
      also_known_as: [],
      biography: `${name} worked on ${filmCount(catalogue.films, name)} of the films in this catalogue.`,
      birthday: null,
      deathday: null,
      gender: 0,
      homepage: null,
      id: personId,
      imdb_id: `nm${String(personId).padStart(7, "0")}`,
      known_for_department: catalogue.films.some((film) => film.directors.includes(name)) ? "Directing" : "Acting",
      name,
      place_of_birth: null,
      popularity: (hashText(name) % 300) / 10,
      profile_path: profilePath(name),
    },
  };
}

function filmCount(films: Answering["catalogue"]["films"], name: string): number {
  return films.filter((film) => [...film.cast, ...film.crew].some((credit) => credit.name === name)).length;
}

export function personImages({ catalogue, artworkScale }: Answering, personId: number): Answer {
  const name = catalogue.people.get(personId);
  if (name === undefined) return errors.notFound;
  const path = profilePath(name);
  const portrait = {
    aspect_ratio: 0.667,
    height: Math.round(PORTRAIT.height * artworkScale),
    iso_639_1: null,
    file_path: path ?? "",
    vote_average: 5.3,
    vote_count: 4,
    width: Math.round(PORTRAIT.width * artworkScale),
  };
  return { body: { id: personId, profiles: path === null ? [] : [portrait] } };
}
