import type { Film } from "../catalogue/film.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { languageOf, summaryOf } from "./summary.ts";

const PAGE_SIZE = 20;

/** Search by title: every word of the query must begin a word of one of the film's titles; best match, then popularity. */
export function searchMovies({ catalogue, query }: Answering): Answer {
  const wanted = fold(query.get("query") ?? "");
  if (wanted === "") return errors.noQuery;
  const page = Number(query.get("page") ?? "1");
  if (!Number.isInteger(page) || page < 1 || page > 500) return errors.invalidPage;
  const year = query.get("primary_release_year") ?? query.get("year");
  const language = languageOf(query);
  const found = catalogue.films
    .filter((film) => !year || film.releaseDate.startsWith(year))
    .map((film) => ({ film, match: matchOf(film, wanted) }))
    .filter(({ match }) => match > 0)
    .sort((a, b) => b.match - a.match || b.film.popularity - a.film.popularity || a.film.id - b.film.id);
  const from = (page - 1) * PAGE_SIZE;
  return {
    body: {
      page,
      results: found.slice(from, from + PAGE_SIZE).map(({ film }) => summaryOf(film, language)),
      total_pages: Math.ceil(found.length / PAGE_SIZE),
      total_results: found.length,
    },
  };
}

/** Titles of a film folded for comparison; folding is dear, so once per film. */
const folded = new WeakMap<Film, string[]>();

function titlesOf(film: Film): string[] {
  const known = folded.get(film);
  if (known !== undefined) return known;
  const translated = [...film.translations.values()].map((wording) => wording.title);
  const other = film.alternativeTitles.map((alternative) => alternative.title);
  const titles = [...new Set([film.title, film.originalTitle, ...translated, ...other].map(fold))];
  folded.set(film, titles);
  return titles;
}

/** 3 for the same title, 2 for a title that starts with the query, 1 for one that holds its words, 0 for none. */
function matchOf(film: Film, wanted: string): number {
  const words = wanted.split(" ");
  return Math.max(
    ...titlesOf(film).map((title) => {
      if (title === wanted) return 3;
      if (title.startsWith(`${wanted} `)) return 2;
      const own = title.split(" ");
      return words.every((word) => own.some((candidate) => candidate.startsWith(word))) ? 1 : 0;
    }),
  );
}

/** Lower case without accents and punctuation, as TMDB's search does not mind them. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
