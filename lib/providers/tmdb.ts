import type { Db } from "#db/client.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { inOwnLanguage } from "./own-language.ts";
import type { MovieProvider, Provider, SeriesProvider } from "./provider.ts";
import type { ProviderOverrides } from "./source.ts";
import { listTmdbChanges } from "./tmdb-changes.ts";
import { toCollection, toHit, toMovie } from "./tmdb-movie.ts";
import { toPerson } from "./tmdb-person.ts";
import { collectionSchema, findSchema, movieSchema, personSchema, searchSchema } from "./tmdb-schemas.ts";
import { tmdbSeriesCalls } from "./tmdb-series-calls.ts";
import { type AskTmdb, askTmdb, localeOf, mediaLanguages, testTmdb, tmdbSource } from "./tmdb-source.ts";

/** Everything about a film in one request (reference: append_to_response). */
const appended = "credits,images,videos,release_dates,external_ids,alternative_titles,translations,keywords";

export type TmdbProvider = MovieProvider &
  SeriesProvider &
  Required<Pick<Provider, "findCollection" | "findPerson" | "listChangedIds">>;

/**
 * TMDB as the settings have it. Throws AppError `unavailable` (kind "off") when it is switched off or has no key.
 * A changed setting counts for the next call of this function.
 */
export async function openTmdb(db: Db, overrides: ProviderOverrides = {}): Promise<TmdbProvider> {
  const settings = overrides.settings ?? (await readSettings(db));
  const source = tmdbSource(settings, overrides);
  const ask = askTmdb(db, source);
  return inOwnLanguage<TmdbProvider>(settings, {
    name: "tmdb",
    label: source.label,
    ...movieCalls(ask),
    ...setAndPersonCalls(ask),
    ...tmdbSeriesCalls(ask),
    listChangedIds: (query, options) => listTmdbChanges(ask, query, options),
    testConnection: (options) => testTmdb(db, source, options),
  });
}

const movieCalls = (ask: AskTmdb): Pick<TmdbProvider, "searchMovies" | "findMovies" | "findMovie"> => ({
  async searchMovies({ title, year, ...choice }, options) {
    const query = {
      query: title,
      include_adult: "false",
      language: localeOf(choice),
      ...(year && { year: `${year}` }),
    };
    const answer = await ask({ kind: "search", path: "/search/movie", query, schema: searchSchema, ...options });
    return (answer?.results ?? []).map(toHit);
  },
  async findMovies({ source: from, id, ...choice }, options) {
    const path = `/find/${encodeURIComponent(id)}`;
    const query = { external_source: `${from}_id`, language: localeOf(choice) };
    const answer = await ask({ kind: "find", path, query, schema: findSchema, ...options });
    return (answer?.movie_results ?? []).map(toHit);
  },
  async findMovie({ ids: { tmdb: id }, ...choice }, options) {
    if (id === null) return undefined;
    const query = { append_to_response: appended, language: localeOf(choice), ...mediaLanguages(choice) };
    const answer = await ask({ kind: "movie", path: `/movie/${id}`, query, schema: movieSchema, ...options });
    return answer && toMovie(answer, choice);
  },
});

const setAndPersonCalls = (ask: AskTmdb): Pick<TmdbProvider, "findCollection" | "findPerson"> => ({
  async findCollection({ id, ...choice }, options) {
    const { include_image_language } = mediaLanguages(choice);
    const query = { append_to_response: "images,translations", language: localeOf(choice), include_image_language };
    const path = `/collection/${id}`;
    const answer = await ask({ kind: "collection", path, query, schema: collectionSchema, ...options });
    return answer && toCollection(answer, choice);
  },
  async findPerson({ id, ...choice }, options) {
    const query = { append_to_response: "external_ids,images,translations", language: localeOf(choice) };
    const answer = await ask({ kind: "person", path: `/person/${id}`, query, schema: personSchema, ...options });
    return answer && toPerson(answer, choice);
  },
});
