import { takeIds } from "#lib/files/names/ids.ts";
import { kindOfAddress, otherKindError } from "#lib/identify/other-kind.ts";
import { titleFromAddress } from "#lib/identify/read-address.ts";
import type { AskOptions, LanguageChoice, MovieHit, MovieProvider } from "#lib/providers/provider.ts";
import { movieHitOf } from "./movie-hit.ts";

/**
 * What a person typed to find a film: an address of TMDB, IMDb or TVDB, an id, or a title with or without a year. An
 * id may stand as in names of folders: `{tmdb-603}`.
 */
export type FilmQuery =
  | { kind: "tmdb"; id: number }
  | { kind: "imdb"; id: string }
  | { kind: "tvdb"; id: number }
  | { kind: "title"; title: string; year: number | null };

export function readFilmQuery(text: string): FilmQuery {
  const typed = text.trim();
  const tmdb = /themoviedb\.org\/movie\/(\d{1,9})/i.exec(typed) ?? /^tmdb[:\s-]*(\d{1,9})$/i.exec(typed);
  if (tmdb) return { kind: "tmdb", id: Number(tmdb[1]) };
  const imdb = /(?:imdb\.com\/(?:[a-z]{2}\/)?title\/|^)(tt\d{5,10})(?:\b|$)/i.exec(typed);
  if (imdb?.[1]) return { kind: "imdb", id: imdb[1].toLowerCase() };
  const { ids } = takeIds(typed);
  if (ids.tmdb !== null) return { kind: "tmdb", id: ids.tmdb };
  if (ids.imdb !== null) return { kind: "imdb", id: ids.imdb };
  if (ids.tvdb !== null) return { kind: "tvdb", id: ids.tvdb };
  const words = titleFromAddress(typed) ?? typed;
  const [, title, year] = /^(.+?)\s*[([]?((?:18|19|20|21)\d{2})[)\]]?$/.exec(words) ?? [];
  return title && year ? { kind: "title", title, year: Number(year) } : { kind: "title", title: words, year: null };
}

/**
 * Films for a person to choose from, for the review queue. A bare number may be an id as well as a title ("1917"), so
 * both are looked for. Throws AppError `invalid` for what is a series.
 */
export async function searchFilms(
  provider: MovieProvider,
  { text, ...choice }: { text: string } & LanguageChoice,
  options: AskOptions = {},
): Promise<MovieHit[]> {
  if (kindOfAddress(text) === "series") throw otherKindError("series");
  const query = readFilmQuery(text);
  if (query.kind === "imdb" || query.kind === "tvdb") {
    const other = { source: query.kind, id: String(query.id), ...choice };
    const films = await provider.findMovies(other, options);
    // Neither IMDb's addresses nor bare ids say what they are of.
    const shows = films.length > 0 ? [] : await provider.findSeriesByOtherId?.(other, options);
    if (shows && shows.length > 0) throw otherKindError("series");
    return films;
  }
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
