import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonQuestion, type JsonSource } from "./ask.ts";
import { providerError } from "./errors.ts";
import type { AskOptions, ConnectionVerdict, LanguageChoice, MovieProvider, Provider } from "./provider.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { toCollection, toHit, toMovie } from "./tmdb-movie.ts";
import {
  collectionSchema,
  configurationSchema,
  findSchema,
  missingSchema,
  movieSchema,
  searchSchema,
} from "./tmdb-schemas.ts";

/** Everything about a film in one request (reference: append_to_response). */
const appended = "credits,images,videos,release_dates,external_ids,alternative_titles,translations,keywords";
/** Languages that differ so much by country that TMDB is asked for the country's own words. */
const regional: readonly string[] = ["pt-BR", "zh-TW", "zh-HK", "es-MX", "fr-CA"];

export type TmdbProvider = MovieProvider & Required<Pick<Provider, "findCollection">>;

/**
 * TMDB as the settings have it. Throws AppError `unavailable` (kind "off") when it is switched off or has no key.
 * A changed setting counts for the next call of this function.
 */
export async function openTmdb(db: Db, overrides: ProviderOverrides = {}): Promise<TmdbProvider> {
  const settings = await readSettings(db);
  const source = tmdbSource(settings, overrides);
  const ask = <T>(question: JsonQuestion<T>) => askJson(db, source, question);
  return {
    name: "tmdb",
    label: source.label,
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
      const answer = await ask({ kind: "find", path, query, schema: findSchema, isMissing, ...options });
      return (answer?.movie_results ?? []).map(toHit);
    },
    async findMovie({ ids: { tmdb: id }, ...choice }, options) {
      if (id === null) return undefined;
      const query = {
        append_to_response: appended,
        language: localeOf(choice),
        include_image_language: [...new Set([choice.language, "en", "null"])].join(","),
        include_video_language: [...new Set([choice.language, "en"])].join(","),
      };
      const answer = await ask({
        kind: "movie",
        path: `/movie/${id}`,
        query,
        schema: movieSchema,
        isMissing,
        ...options,
      });
      return answer && toMovie(answer, choice);
    },
    async findCollection({ id, ...choice }, options) {
      const path = `/collection/${id}`;
      const query = {
        append_to_response: "images",
        language: localeOf(choice),
        include_image_language: [...new Set([choice.language, "en", "null"])].join(","),
      };
      const answer = await ask({ kind: "collection", path, query, schema: collectionSchema, isMissing, ...options });
      return answer && toCollection(answer);
    },
    testConnection: (options) => testConnection(db, source, options),
  };
}

/** The address that pictures are fetched from, as set or as TMDB says. Without a slash at the end. */
export async function tmdbImageBase(db: Db, settings: Settings, options: AskOptions = {}): Promise<string> {
  const set = settings.get("tmdb.imageBaseUrl");
  if (set !== null) return withoutSlash(set);
  const answer = await askConfiguration(db, tmdbSource(settings, {}), options);
  if (answer === undefined) throw providerError("garbage", "TMDB does not say where its pictures are.");
  return withoutSlash(answer.images.secure_base_url);
}

const askConfiguration = (db: Db, source: JsonSource, options: AskOptions & { isTest?: true }) =>
  askJson(db, source, {
    kind: "configuration",
    path: "/configuration",
    perServer: true,
    schema: configurationSchema,
    ...options,
  });

/** Asks once for something small with this key, and says in one sentence how it went. */
async function testConnection(db: Db, source: JsonSource, options: AskOptions = {}): Promise<ConnectionVerdict> {
  try {
    const answer = await askConfiguration(db, source, { ...options, fresh: true, isTest: true });
    if (answer !== undefined) return { ok: true, message: "TMDB answered, and the key works." };
    return { ok: false, message: "There is a server at this address, but it is not TMDB. The address ends with /3." };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, message: messageOf(error) };
  }
}

function tmdbSource(settings: Settings, overrides: ProviderOverrides): JsonSource {
  const { apiKey, source } = openSource(settings, "tmdb", overrides);
  return { ...source, ...authorisation(apiKey) };
}

/** A v4 read access token is a JWT and goes into a header; a v3 key only works in the query. */
function authorisation(apiKey: string): Pick<JsonSource, "headers" | "secretQuery"> {
  if (apiKey.split(".").length === 3) return { headers: { authorization: `Bearer ${apiKey}` } };
  return { headers: {}, secretQuery: { api_key: apiKey } };
}

const isMissing = (body: unknown): boolean => missingSchema.safeParse(body).success;
const withoutSlash = (url: string): string => url.replace(/\/+$/, "");

function localeOf({ language, region }: LanguageChoice): string {
  const locale = `${language}-${region}`;
  return regional.includes(locale) ? locale : language;
}
