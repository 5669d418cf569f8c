import { mainPicture, picturesOf } from "../artwork/pictures.ts";
import type { Film, Wording } from "../catalogue/film.ts";
import { genreIds } from "../catalogue/words.ts";

/** "de-DE" → "de"; TMDB answers in English when nothing is asked for. */
export function languageOf(query: URLSearchParams): string {
  return query.get("language")?.split("-")[0]?.toLowerCase() || "en";
}

/** What has a title, an overview and a tagline in several languages: a film or a series. */
export type Worded = Pick<
  Film,
  "title" | "overview" | "tagline" | "translations" | "originalLanguage" | "originalTitle"
>;

/** A film's or series' words in this language: a missing title falls back to the English one, other texts stay empty. */
export function wordingOf(film: Worded, language: string): Wording {
  if (language === "en") return { title: film.title, overview: film.overview, tagline: film.tagline };
  const translated = film.translations.get(language);
  if (translated !== undefined) return translated;
  const title = film.originalLanguage === language ? film.originalTitle : film.title;
  return { title, overview: "", tagline: "" };
}

/** The poster and backdrop TMDB names as the film's own in this language. */
export function mainPaths(film: Film, language: string) {
  const pictures = picturesOf(film);
  return {
    poster_path: mainPicture(pictures, "poster", language)?.filePath ?? null,
    backdrop_path: mainPicture(pictures, "backdrop", language)?.filePath ?? null,
  };
}

/** The short form of a film in search results, finds and collections. */
export function summaryOf(film: Film, language: string) {
  const { title, overview } = wordingOf(film, language);
  const { poster_path, backdrop_path } = mainPaths(film, language);
  return {
    adult: false,
    backdrop_path,
    genre_ids: film.genres.map((genre) => genreIds[genre] ?? 0),
    id: film.id,
    original_language: film.originalLanguage,
    original_title: film.originalTitle,
    overview,
    popularity: film.popularity,
    poster_path,
    release_date: film.releaseDate,
    title,
    video: false,
    vote_average: film.voteAverage,
    vote_count: film.voteCount,
  };
}
