import { animeShows } from "./catalogue/anime-shows.ts";
import { type Collection, collections } from "./catalogue/collections.ts";
import { demoShows } from "./catalogue/demo-shows.ts";
import { dramaShows } from "./catalogue/drama-shows.ts";
import { famousFilms } from "./catalogue/famous-films.ts";
import { type Film, type FilmEntry, readFilm } from "./catalogue/film.ts";
import { freeFilms } from "./catalogue/free-films.ts";
import { longShows } from "./catalogue/long-shows.ts";
import { namesakeFilms } from "./catalogue/namesake-films.ts";
import { namesakeShows } from "./catalogue/namesake-shows.ts";
import { personId } from "./catalogue/people.ts";
import { remakes } from "./catalogue/remakes.ts";
import { hashText } from "./catalogue/seed.ts";
import { readShow, type Show } from "./catalogue/show.ts";
import { syntheticEntry } from "./catalogue/synthetic.ts";
import { worldFilms } from "./catalogue/world-films.ts";

/** Everything the answers are made of, with the look-ups they need. */
export type Catalogue = {
  films: Film[];
  byId: Map<number, Film>;
  collections: Map<number, Collection>;
  /** Person id → name. */
  people: Map<number, string>;
  /** Studio id → name. */
  studios: Map<number, string>;
  /** By TMDB's id. */
  shows: Map<number, Show>;
};

/** Series are never changed, and long ones take a moment to read: once per process. */
let series: Show[] | undefined;

function loadShows(): Show[] {
  series ??= [...demoShows, ...dramaShows, ...namesakeShows, ...longShows, ...animeShows].map(readShow);
  return series;
}

const entries: readonly FilmEntry[] = [...freeFilms, ...remakes, ...worldFilms, ...famousFilms, ...namesakeFilms];

/** The films of the catalogue, and `synthetic` invented ones with ids from 900000 on. */
export function loadCatalogue({ synthetic = 0 }: { synthetic?: number } = {}): Catalogue {
  const films = entries.map(readFilm);
  for (let index = 0; index < synthetic; index += 1) films.push(readFilm(syntheticEntry(index)));
  const shows = loadShows();
  const people = new Map<number, string>();
  for (const film of films) for (const { name } of [...film.cast, ...film.crew]) people.set(personId(name), name);
  for (const show of shows) for (const name of namesOf(show)) people.set(personId(name), name);
  return {
    films,
    byId: new Map(films.map((film) => [film.id, film])),
    collections: new Map(collections.map((collection) => [collection.id, collection])),
    people,
    studios: new Map(
      [...films.flatMap((film) => film.studios), ...shows.flatMap((show) => [...show.studios, ...show.networks])].map(
        (name) => [studioId(name), name],
      ),
    ),
    shows: new Map(shows.map((show) => [show.tmdbId, show])),
  };
}

/** Everybody who has to do with a series. */
export function namesOf(show: Show): string[] {
  return [
    ...[...show.cast, ...show.guests].map((credit) => credit.name),
    ...show.creators,
    ...show.directors,
    ...show.writers,
  ];
}

/** The films of a collection, oldest first. */
export function filmsOf(catalogue: Catalogue, collectionId: number): Film[] {
  return catalogue.films
    .filter((film) => film.collectionId === collectionId)
    .sort((a, b) => a.releaseDate.localeCompare(b.releaseDate));
}

/** An invented id for a studio or network, derived from its name. */
export function studioId(name: string): number {
  return 1_000_000 + (hashText(name) % 8_000_000);
}
