import type { Db } from "#db/client.ts";
import type { AppError } from "#lib/errors.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonSource } from "./ask.ts";
import { providerError, refusedKeyError } from "./errors.ts";
import { untilTomorrowMs } from "./limits.ts";
import { type OmdbTitle, omdbRefusalSchema, omdbSchema } from "./omdb-schemas.ts";
import { toOmdbMovie, toOmdbSeries } from "./omdb-title.ts";
import type { AskOptions, Provider } from "./provider.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { tryConnection } from "./try-connection.ts";

type OmdbProvider = Provider & Required<Pick<Provider, "findMovie" | "findSeries">>;

/** Night of the Living Dead: free, and known to every film database. */
const testId = "tt0063350";

/**
 * OMDb as the settings have it: ratings and plain fields by IMDb's id. Throws AppError `unavailable` (kind "off") when
 * it is switched off or has no key. When the requests of the day are used up, nobody asks until the next (UTC).
 */
export async function openOmdb(db: Db, overrides: ProviderOverrides = {}): Promise<OmdbProvider> {
  const source = omdbSource(overrides.settings ?? (await readSettings(db)), overrides);
  const ask = (imdbId: string, options: AskOptions & { isTest?: true } = {}) => askTitle(db, source, imdbId, options);
  return {
    name: "omdb",
    label: source.label,
    async findMovie({ ids, ...choice }, options) {
      const title = ids.imdb === null ? undefined : await ask(ids.imdb, options);
      return title?.Type === "movie" ? toOmdbMovie(title, ids, choice) : undefined;
    },
    async findSeries({ ids, ...choice }, options) {
      const title = ids.imdb === null ? undefined : await ask(ids.imdb, options);
      return title?.Type === "series" ? toOmdbSeries(title, ids, choice) : undefined;
    },
    testConnection: (options) =>
      tryConnection(async () => {
        const title = await ask(testId, { ...options, fresh: true, isTest: true });
        if (title !== undefined) return { ok: true, message: "OMDb answered, and the key works." };
        return { ok: false, message: "There is a server at this address, but it does not know what OMDb knows." };
      }, options),
  };
}

async function askTitle(
  db: Db,
  source: JsonSource,
  imdbId: string,
  options: AskOptions & { isTest?: true },
): Promise<OmdbTitle | undefined> {
  const query = { i: imdbId, plot: "full" };
  const answer = await askJson(db, source, { kind: "title", path: "/", query, schema: omdbSchema, ...options });
  return answer?.Response === "True" ? answer : undefined;
}

function omdbSource(settings: Settings, overrides: ProviderOverrides): JsonSource {
  const { apiKey, source } = openSource(settings, "omdb", overrides);
  return {
    ...source,
    rate: { ...source.rate, perDay: settings.get("omdb.requestsPerDay") },
    secretQuery: { apikey: apiKey },
    readRefusal,
  };
}

/** Words of OMDb for an id that it does not know. */
const unknownIds = /incorrect imdb id|not found/i;

/**
 * OMDb says what went wrong in words, with HTTP 200 or 401 whatever it is: a used-up day is not a wrong key.
 */
function readRefusal(body: unknown, status: number): AppError | undefined {
  // Its header says how long to wait.
  if (status === 429) return undefined;
  const parsed = omdbRefusalSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const words = parsed.data.Error;
  if (/limit reached/i.test(words)) {
    const retryAfterMs = untilTomorrowMs(Date.now());
    return providerError(
      "rate_limit",
      "OMDb says that the requests of today are used up. It is asked again tomorrow.",
      {
        status,
        retryAfterMs,
      },
    );
  }
  if (status === 401 || /api key/i.test(words)) return refusedKeyError("OMDb", { status });
  if (status === 200 && unknownIds.test(words)) return undefined;
  return providerError("server", `OMDb could not answer: ${words.slice(0, 200)}`, { status });
}
