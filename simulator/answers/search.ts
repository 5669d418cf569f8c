import type { Film } from "../catalogue/film.ts";
import type { Show } from "../catalogue/show.ts";
import { type Answer, type Answering, errors } from "./answering.ts";
import { showSummaryOf } from "./show-summary.ts";
import { languageOf, summaryOf } from "./summary.ts";

const PAGE_SIZE = 20;

type Titled = Pick<Film, "title" | "originalTitle" | "translations" | "alternativeTitles">;

/** Search by title: every word of the query must begin a word of one of the film's titles; best match, then popularity. */
export function searchMovies({ catalogue, query, state }: Answering): Answer {
  const year = query.get("primary_release_year") ?? query.get("year");
  const language = languageOf(query);
  return searchTitles(query, {
    of: catalogue.films.filter(
      (film) => (!year || film.releaseDate.startsWith(year)) && !state.isRetired("movie", film.id),
    ),
    summary: (film) => summaryOf(film, language),
  });
}

/** The same for series: `first_air_date_year` is the first year, `year` any year in which an episode aired. */
export function searchSeries({ catalogue, query, state }: Answering): Answer {
  const first = query.get("first_air_date_year");
  const any = query.get("year");
  const language = languageOf(query);
  const airedIn = (show: Show, year: string) =>
    show.seasons.some((season) => season.episodes.some((episode) => episode.aired.startsWith(year)));
  return searchTitles(query, {
    of: [...catalogue.shows.values()].filter(
      (show) =>
        (!first || show.firstAired.startsWith(first)) &&
        (!any || airedIn(show, any)) &&
        !state.isRetired("tv", show.tmdbId),
    ),
    summary: (show) => showSummaryOf(show, language),
  });
}

function searchTitles<T extends Titled & { popularity: number }>(
  query: URLSearchParams,
  { of, summary }: { of: T[]; summary: (found: T) => object },
): Answer {
  const wanted = query.get("query") ?? "";
  if (fold(wanted) === "") return errors.noQuery;
  const page = Number(query.get("page") ?? "1");
  if (!Number.isInteger(page) || page < 1 || page > 500) return errors.invalidPage;
  const found = findTitled(of, wanted);
  const from = (page - 1) * PAGE_SIZE;
  return {
    body: {
      page,
      results: found.slice(from, from + PAGE_SIZE).map(summary),
      total_pages: Math.ceil(found.length / PAGE_SIZE),
      total_results: found.length,
    },
  };
}

/** What has this title or its words, the best match first, then the most popular. */
export function findTitled<T extends Titled & { popularity: number }>(among: T[], title: string): T[] {
  const wanted = fold(title);
  return among
    .map((one, place) => ({ one, place, match: matchOf(one, wanted) }))
    .filter(({ match }) => match > 0)
    .sort((a, b) => b.match - a.match || b.one.popularity - a.one.popularity || a.place - b.place)
    .map(({ one }) => one);
}

/** Titles folded for comparison; folding is dear, so once for each. */
const folded = new WeakMap<Titled, string[]>();

function titlesOf(film: Titled): string[] {
  const known = folded.get(film);
  if (known !== undefined) return known;
  const translated = [...film.translations.values()].map((wording) => wording.title);
  const other = film.alternativeTitles.map((alternative) => alternative.title);
  const titles = [...new Set([film.title, film.originalTitle, ...translated, ...other].map(fold))];
  folded.set(film, titles);
  return titles;
}

/** 3 for the same title, 2 for a title that starts with the query, 1 for one that holds its words, 0 for none. */
function matchOf(film: Titled, wanted: string): number {
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
