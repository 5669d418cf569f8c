import type { FilmEntry } from "./film.ts";
import { seededRandom } from "./seed.ts";
import { genreIds } from "./words.ts";

const SYNTHETIC_FROM = 900_000;

/** The year of the synthetic film with this index: they spread over 1950-2019. */
function syntheticYear(index: number): number {
  return 1950 + (index % 70);
}

/** An invented film for benchmarks: "Synthetic Film 12" (1962), id 900012. Its people come from a pool of 2,000 names. */
export function syntheticEntry(index: number): FilmEntry {
  const random = seededRandom(SYNTHETIC_FROM + index);
  const person = () => `Synthetic Person ${Math.floor(random() * 2_000)}`;
  const genres = Object.keys(genreIds);
  const month = String(1 + Math.floor(random() * 12)).padStart(2, "0");
  return {
    id: SYNTHETIC_FROM + index,
    imdb: `tt9${String(index).padStart(7, "0")}`,
    title: `Synthetic Film ${index}`,
    date: `${syntheticYear(index)}-${month}-15`,
    minutes: 80 + Math.floor(random() * 60),
    genres: [0, 1].map(() => genres[Math.floor(random() * genres.length)] ?? "Drama").join(", "),
    directors: person(),
    crew: `${person()} = Screenplay; ${person()} = Producer`,
    cast: [...new Set(Array.from({ length: 12 }, person))].map((name, at) => `${name} = Role ${at + 1}`).join("; "),
    studios: `Synthetic Studio ${index % 50}`,
    countries: "US",
    rated: "US:PG DE:12 GB:12A",
    votes: [Math.round(random() * 100) / 10, Math.floor(random() * 5_000)],
    popularity: Math.round(random() * 300) / 10,
    tagline: `Number ${index} of many.`,
    overview: `Film ${index} of the invented ones, made to have something to measure with.`,
    de: { overview: `Film ${index} der erfundenen Filme.` },
  };
}
