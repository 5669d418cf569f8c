import { describe, expect, test } from "vitest";
import { picturesOf } from "./artwork/pictures.ts";
import { freeFilms } from "./catalogue/free-films.ts";
import { personId } from "./catalogue/people.ts";
import { seriesGenreIds, threeLetterCountries, threeLetters } from "./catalogue/series-words.ts";
import { countries, departments, genreIds, languages } from "./catalogue/words.ts";
import { filmsOf, loadCatalogue, namesOf } from "./catalogue.ts";

const catalogue = loadCatalogue();
const famous = catalogue.films.filter((film) => film.voteCount > 0);

test("the catalogue has at least 60 films and 14 that anybody may copy", () => {
  expect(famous.length).toBeGreaterThanOrEqual(60);
  expect(freeFilms.length).toBeGreaterThanOrEqual(14);
});

test("no two films share an id", () => {
  expect(catalogue.byId.size).toBe(catalogue.films.length);
  const imdbIds = catalogue.films.flatMap((film) => film.imdbId ?? []);
  expect(new Set(imdbIds).size).toBe(imdbIds.length);
});

test("no two people share an id", () => {
  const names = [
    ...catalogue.films.flatMap((film) => [...film.cast, ...film.crew].map((credit) => credit.name)),
    ...[...catalogue.shows.values()].flatMap(namesOf),
  ];
  expect(new Set(names.map(personId)).size).toBe(new Set(names).size);
});

test("every word of a film is one the answers know", () => {
  for (const film of catalogue.films) {
    for (const genre of film.genres) expect(genreIds, `${film.title}: ${genre}`).toHaveProperty([genre]);
    for (const country of film.countries) expect(countries, `${film.title}: ${country}`).toHaveProperty([country]);
    for (const language of film.spokenLanguages)
      expect(languages, `${film.title}: ${language}`).toHaveProperty([language]);
    for (const { role } of film.crew) expect(departments, `${film.title}: ${role}`).toHaveProperty([role]);
    for (const { name, role } of film.cast) expect(name !== "" && role !== "", `${film.title}: ${name}`).toBe(true);
    if (film.collectionId !== null) expect(catalogue.collections.has(film.collectionId), film.title).toBe(true);
  }
});

test("every well-known film has words in German, certificates and a real date", () => {
  for (const film of famous) {
    expect(film.translations.get("de")?.overview, film.title).not.toBe("");
    expect([...film.certifications.keys()].sort(), film.title).toEqual(["DE", "GB", "US"]);
    expect(new Date(`${film.releaseDate}T00:00:00Z`).toISOString().slice(0, 10), film.title).toBe(film.releaseDate);
  }
});

test("some films are called as a series is", () => {
  const titles = new Set([...catalogue.shows.values()].map((show) => show.title));
  expect(famous.filter((film) => titles.has(film.title)).map((film) => film.id)).toEqual([10_023]);
});

test("titles that several films share lead to a wrong match unless the year is minded", () => {
  const shared = Map.groupBy(famous, (film) => film.title);
  expect([...shared.values()].filter((films) => films.length > 1).length).toBeGreaterThanOrEqual(10);
});

test("a film without votes has no pictures", () => {
  const quiet = catalogue.films.filter((film) => film.voteCount === 0);
  expect(quiet.length).toBeGreaterThan(0);
  expect(quiet.flatMap((film) => picturesOf(film))).toEqual([]);
});

test("a collection lists its films from the oldest to the newest", () => {
  expect(filmsOf(catalogue, 2344).map((film) => film.title)).toEqual(["The Matrix", "The Matrix Reloaded"]);
});

test("invented films for benchmarks are the same on every start", () => {
  const twice = [loadCatalogue({ synthetic: 50 }), loadCatalogue({ synthetic: 50 })];
  expect(twice[0]?.byId.get(900_012)).toMatchObject({
    title: "Synthetic Film 12",
    releaseDate: expect.stringMatching(/^1962-/),
  });
  expect(twice[0]?.byId.get(900_049)).toEqual(twice[1]?.byId.get(900_049));
});

describe("series", () => {
  const shows = [...catalogue.shows.values()];
  const episodes = shows.flatMap((show) => show.seasons.flatMap((season) => season.episodes));

  test("no two series, seasons or episodes share an id, with any provider", () => {
    const seasons = shows.flatMap((show) => show.seasons);
    const unique = (ids: unknown[]) => expect(new Set(ids).size).toBe(ids.length);
    for (const key of ["tmdbId", "tvdbId", "tvmazeId"] as const) unique(shows.map((show) => show[key]));
    for (const key of ["tmdbId", "tvdbId", "tvmazeId"] as const) unique(episodes.map((episode) => episode[key]));
    for (const key of ["tmdbId", "tvdbId"] as const) unique(seasons.map((season) => season[key]));
    unique([...shows, ...episodes, ...catalogue.films].flatMap(({ imdbId }) => imdbId ?? []));
  });

  test("every word of a series is one the answers know", () => {
    for (const show of shows) {
      for (const genre of show.genres) expect(seriesGenreIds, `${show.title}: ${genre}`).toHaveProperty([genre]);
      for (const country of show.countries)
        expect(threeLetterCountries, `${show.title}: ${country}`).toHaveProperty([country]);
      expect(threeLetters, show.title).toHaveProperty([show.originalLanguage]);
    }
  });

  test("every date is a day, a month or a year that exists", () => {
    for (const { aired, title } of episodes)
      expect(aired === "" || !Number.isNaN(Date.parse(aired)), `${title}: ${aired}`).toBe(true);
  });

  test("discs hold an episode once", () => {
    for (const { seasons } of shows) {
      const places = seasons.flatMap((season) =>
        season.episodes.flatMap(({ dvd }) => (dvd ? `${dvd.season}x${dvd.number}` : [])),
      );
      expect(new Set(places).size).toBe(places.length);
    }
  });

  test("there are long ones, daily ones, namesakes and such with other orders", () => {
    expect(shows.length).toBeGreaterThanOrEqual(25);
    expect(shows.some((show) => show.seasons.length > 30)).toBe(true);
    expect(shows.filter((show) => show.groups.length > 0).length).toBeGreaterThanOrEqual(4);
    expect(shows.filter((show) => show.absolute).map((show) => show.title)).toContain("One Piece");
    const shared = Map.groupBy(shows, (show) => show.title);
    expect([...shared.values()].filter((same) => same.length > 1)).toHaveLength(4);
  });
});
