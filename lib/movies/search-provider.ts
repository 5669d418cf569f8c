import { titleFromAddress } from "#lib/identify/read-address.ts";
import type { AskOptions, LanguageChoice, MovieHit, MovieProvider } from "#lib/providers/provider.ts";
import { movieHitOf } from "./movie-hit.ts";

/** What a person typed to find a film: an address of TMDB, IMDb or TVDB, an id, or a title with or without a year. */
export type FilmQuery =
  | { kind: "tmdb"; id: number }
  | { kind: "imdb"; id: string }
  | { kind: "title"; title: string; year: number | null };

export function readFilmQuery(text: string): FilmQuery {
  const typed = text.trim();
  const tmdb = /themoviedb\.org\/movie\/(\d{1,9})/i.exec(typed) ?? /^tmdb[:\s-]*(\d{1,9})$/i.exec(typed);
  if (tmdb) return { kind: "tmdb", id: Number(tmdb[1]) };
  const imdb = /(?:imdb\.com\/(?:[a-z]{2}\/)?title\/|^)(tt\d{5,10})(?:\b|$)/i.exec(typed);
  if (imdb?.[1]) return { kind: "imdb", id: imdb[1].toLowerCase() };
  const words = titleFromAddress(typed) ?? typed;
  const [, title, year] = /^(.+?)\s*[([]?((?:18|19|20|21)\d{2})[)\]]?$/.exec(words) ?? [];
  return title && year ? { kind: "title", title, year: Number(year) } : { kind: "title", title: words, year: null };
}

/**
 * Films for a person to choose from, for the review queue. A bare number may be an id as well as a title ("1917"), so
 * both are looked for.
 */
export async function searchFilms(
  provider: MovieProvider,
  { text, ...choice }: { text: string } & LanguageChoice,
  options: AskOptions = {},
): Promise<MovieHit[]> {
  const query = readFilmQuery(text);
  if (query.kind === "imdb") return provider.findMovies({ source: "imdb", id: query.id, ...choice }, options);
  if (query.kind === "tmdb") return findOne(provider, query.id, choice, options);
  if (query.title === "") return [];
  const byTitle = await provider.searchMovies({ title: query.title, year: query.year, ...choice }, options);
  if (!/^\d{1,9}$/.test(text.trim())) return byTitle;
  const whole = await provider.searchMovies({ title: text.trim(), year: null, ...choice }, options);
  const byId = await findOne(provider, Number(text), choice, options);
  return [...new Map([...whole, ...byTitle, ...byId].map((hit) => [hit.providerId, hit])).values()];
}

async function findOne(provider: MovieProvider, id: number, choice: LanguageChoice, options: AskOptions) {
  const movie = await provider.findMovie({ ids: { tmdb: id, imdb: null, tvdb: null }, ...choice }, options);
  return movie ? [movieHitOf(movie)] : [];
}
