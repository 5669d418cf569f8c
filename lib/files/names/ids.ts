import type { ParsedName } from "./types.ts";

const tagged = /[[({]\s?(tmdb|imdb|tvdb|themoviedb|thetvdb)(?:[ _-]?id)?\s?[-=: _]?\s?(tt\d{5,10}|\d{1,9})\s?[\])}]/giu;
const plain = /(?<![\w\u00c0-\u052f])(tmdb|imdb|tvdb)(?:id[-=_:]?|[-=:])(tt\d{5,10}|\d{1,9})(?![\w\u00c0-\u052f])/giu;
const imdbAlone = /(?<![\w\u00c0-\u052f])[[({]?(tt\d{7,10})[\])}]?(?![\w\u00c0-\u052f])/giu;

/** Reads `{tmdb-603}`, `[tmdbid-603]`, `[imdb=tt0133093]`, `tt0133093` and gives the text without them. */
export function takeIds(text: string): { ids: ParsedName["ids"]; rest: string } {
  const ids: ParsedName["ids"] = { tmdb: null, imdb: null, tvdb: null };
  const take = (provider: string, value: string) => {
    const name = provider.toLowerCase();
    if (value.startsWith("tt")) ids.imdb ??= value;
    else if (name.includes("imdb")) ids.imdb ??= `tt${value.padStart(7, "0")}`;
    else if (name.includes("tvdb")) ids.tvdb ??= Number(value);
    else ids.tmdb ??= Number(value);
    return " ";
  };
  const rest = text
    .replaceAll(tagged, (_whole, provider: string, value: string) => take(provider, value.toLowerCase()))
    .replaceAll(plain, (_whole, provider: string, value: string) => take(provider, value.toLowerCase()))
    .replaceAll(imdbAlone, (_whole, value: string) => take("imdb", value.toLowerCase()));
  return { ids, rest: rest === text ? text : rest.trim() };
}
