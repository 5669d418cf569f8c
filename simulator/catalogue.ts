import { type Collection, collections } from "./catalogue/collections.ts";
import { famousFilms } from "./catalogue/famous-films.ts";
import { type Film, type FilmEntry, readFilm } from "./catalogue/film.ts";
import { freeFilms } from "./catalogue/free-films.ts";
import { personId } from "./catalogue/people.ts";
import { remakes } from "./catalogue/remakes.ts";
import { hashText } from "./catalogue/seed.ts";
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
};

const entries: readonly FilmEntry[] = [...freeFilms, ...remakes, ...worldFilms, ...famousFilms];

/** The films of the catalogue, and `synthetic` invented ones with ids from 900000 on. */
export function loadCatalogue({ synthetic = 0 }: { synthetic?: number } = {}): Catalogue {
  const films = entries.map(readFilm);
  for (let index = 0; index < synthetic; index += 1) films.push(readFilm(syntheticEntry(index)));
  const people = new Map<number, string>();
  for (const film of films) for (const { name } of [...film.cast, ...film.crew]) people.set(personId(name), name);
  return {
    films,
    byId: new Map(films.map((film) => [film.id, film])),
    collections: new Map(collections.map((collection) => [collection.id, collection])),
    people,
    studios: new Map(films.flatMap((film) => film.studios.map((name) => [studioId(name), name]))),
  };
}

/** The films of a collection, oldest first. */
export function filmsOf(catalogue: Catalogue, collectionId: number): Film[] {
  return catalogue.films
    .filter((film) => film.collectionId === collectionId)
    .sort((a, b) => a.releaseDate.localeCompare(b.releaseDate));
}

/** An invented id for a studio, derived from its name. */
export function studioId(name: string): number {
  return 1_000_000 + (hashText(name) % 8_000_000);
}
