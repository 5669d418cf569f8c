import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import type { Settings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonQuestion, type JsonSource } from "./ask.ts";
import { providerError } from "./errors.ts";
import { languagesOf } from "./language-chain.ts";
import type { AskOptions, ConnectionVerdict, LanguageChoice } from "./provider.ts";
import { unique } from "./readers.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { configurationSchema, missingSchema } from "./tmdb-schemas.ts";

/** Asks TMDB one question about a thing that it may not have. */
export type AskTmdb = <T>(question: JsonQuestion<T>) => Promise<T | undefined>;

/** Languages that differ so much by country that TMDB is asked for the country's own words. */
const regional: readonly string[] = ["pt-BR", "zh-TW", "zh-HK", "es-MX", "fr-CA"];

/** TMDB as the settings have it. Throws AppError `unavailable` (kind "off") when it is switched off or has no key. */
export function tmdbSource(settings: Settings, overrides: ProviderOverrides): JsonSource {
  const { apiKey, source } = openSource(settings, "tmdb", overrides);
  return { ...source, ...authorisation(apiKey) };
}

export const askTmdb = (db: Db, source: JsonSource): AskTmdb => {
  return (question) => askJson(db, source, { isMissing, ...question });
};

/** A v4 read access token is a JWT and goes into a header; a v3 key only works in the query. */
function authorisation(apiKey: string): Pick<JsonSource, "headers" | "secretQuery"> {
  if (apiKey.split(".").length === 3) return { headers: { authorization: `Bearer ${apiKey}` } };
  return { headers: {}, secretQuery: { api_key: apiKey } };
}

export function localeOf({ language, region }: LanguageChoice): string {
  const locale = `${language}-${region}`;
  return regional.includes(locale) ? locale : language;
}

/** Languages of the pictures and videos that come along; "null" are pictures without text. */
export function mediaLanguages(choice: LanguageChoice) {
  // Pictures are chosen by the library's languages, whatever the texts come in.
  const languages = unique([...languagesOf(choice), ...(choice.library ? languagesOf(choice.library) : [])]);
  return {
    include_image_language: [...languages, "null"].join(","),
    include_video_language: languages.join(","),
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
export async function testTmdb(db: Db, source: JsonSource, options: AskOptions = {}): Promise<ConnectionVerdict> {
  try {
    const answer = await askConfiguration(db, source, { ...options, fresh: true, isTest: true });
    if (answer !== undefined) return { ok: true, message: "TMDB answered, and the key works." };
    return { ok: false, message: "There is a server at this address, but it is not TMDB. The address ends with /3." };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, message: messageOf(error) };
  }
}

const isMissing = (body: unknown): boolean => missingSchema.safeParse(body).success;
const withoutSlash = (url: string): string => url.replace(/\/+$/, "");
