import type { Db } from "#db/client.ts";
import { takeIds } from "#lib/files/names/ids.ts";
import { kindOfAddress, otherKindError } from "#lib/identify/other-kind.ts";
import { titleFromAddress } from "#lib/identify/read-address.ts";
import type { AskOptions, SeriesProvider } from "#lib/providers/provider.ts";
import type { SeriesHit } from "#lib/providers/series.ts";
import { idsAt, seriesHitOf } from "./find-identity-hit.ts";
import { seriesQuestion } from "./identify-question.ts";
import { rankSeries, type ScoredSeries } from "./identify-score.ts";
import { getSeriesState } from "./series-state.ts";

/** What a person typed to find a series: an address, an id also as in names of folders, or a title with or without a year. */
export type SeriesSearch =
  | { kind: "id"; source: "tmdb" | "tvdb" | "tvmaze"; id: number }
  | { kind: "imdb"; id: string }
  | { kind: "title"; title: string; year: number | null };

/** Where each provider puts an id into its addresses, and how people write it. */
const idPatterns = [
  { source: "tmdb", pattern: /themoviedb\.org\/tv\/(\d{1,9})|^tmdb[:\s-]*(\d{1,9})$/i },
  { source: "tvdb", pattern: /thetvdb\.com\/(?:dereferrer\/series\/|\?.*\bid=)(\d{1,9})|^tvdb[:\s-]*(\d{1,9})$/i },
  { source: "tvmaze", pattern: /tvmaze\.com\/shows\/(\d{1,9})|^tvmaze[:\s-]*(\d{1,9})$/i },
] as const;

export function readSeriesSearch(text: string): SeriesSearch {
  const typed = text.trim();
  for (const { source, pattern } of idPatterns) {
    const found = pattern.exec(typed);
    if (found) return { kind: "id", source, id: Number(found[1] ?? found[2]) };
  }
  const imdb = /(?:imdb\.com\/(?:[a-z]{2}\/)?title\/|^)(tt\d{5,10})(?:\b|$)/i.exec(typed);
  if (imdb?.[1]) return { kind: "imdb", id: imdb[1].toLowerCase() };
  const { ids } = takeIds(typed);
  if (ids.tvdb !== null) return { kind: "id", source: "tvdb", id: ids.tvdb };
  if (ids.tmdb !== null) return { kind: "id", source: "tmdb", id: ids.tmdb };
  if (ids.imdb !== null) return { kind: "imdb", id: ids.imdb };
  const words = titleFromAddress(typed) ?? typed;
  const [, title, year] = /^(.+?)\s*[([]?((?:19|20|21)\d{2})[)\]]?$/.exec(words) ?? [];
  return title && year ? { kind: "title", title, year: Number(year) } : { kind: "title", title: words, year: null };
}

/**
 * What a person's words find, ranked against the files as identification ranks: at the first provider that finds anything.
 * Throws not_found, AppError `invalid` for what is a film, and what providers throw.
 */
export async function searchSeriesMatches(
  db: Db,
  providers: readonly SeriesProvider[],
  { seriesId, text }: { seriesId: number; text: string },
  options: AskOptions = {},
): Promise<ScoredSeries[]> {
  const state = await getSeriesState(db, seriesId);
  if (kindOfAddress(text) === "movie") throw otherKindError("movie");
  const search = readSeriesSearch(text);
  const { language, region } = state.library;
  for (const provider of providers) {
    const hits = await searchAt(provider, search, { language, region }, options);
    if (hits.length > 0) return rankSeries(await seriesQuestion(db, state, { byIdOnly: false }), hits);
  }
  if (await isFilm(providers, search, { language, region }, options)) throw otherKindError("movie");
  return [];
}

/** IMDb's addresses do not say what they are of. */
async function isFilm(
  providers: readonly SeriesProvider[],
  search: SeriesSearch,
  choice: { language: string; region: string },
  options: AskOptions,
): Promise<boolean> {
  if (search.kind !== "imdb") return false;
  for (const provider of providers) {
    const films = await provider.findMovies?.({ source: "imdb", id: search.id, ...choice }, options);
    if (films && films.length > 0) return true;
  }
  return false;
}

async function searchAt(
  provider: SeriesProvider,
  search: SeriesSearch,
  choice: { language: string; region: string },
  options: AskOptions,
): Promise<SeriesHit[]> {
  if (search.kind === "imdb")
    return provider.findSeriesByOtherId({ source: "imdb", id: search.id, ...choice }, options);
  if (search.kind === "title") {
    if (search.title === "") return [];
    return provider.searchSeries({ title: search.title, year: search.year, ...choice }, options);
  }
  if (search.source === provider.name) {
    const series = await provider.findSeries({ ids: idsAt(provider.name, search.id), ...choice }, options);
    return series ? [seriesHitOf(series)] : [];
  }
  if (search.source !== "tvdb") return [];
  return provider.findSeriesByOtherId({ source: "tvdb", id: String(search.id), ...choice }, options);
}
