import type { Db } from "#db/client.ts";
import { readSettings, type Settings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonQuestion, type JsonSource } from "./ask.ts";
import { movieWith, seriesWith } from "./empty-answers.ts";
import { movieArtworkOf, seasonsOf, seriesArtworkOf } from "./fanart-artwork.ts";
import { fanartMissingSchema, fanartMovieSchema, fanartSeriesSchema } from "./fanart-schemas.ts";
import type { Provider } from "./provider.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { tryConnection } from "./try-connection.ts";

type FanartProvider = Provider & Required<Pick<Provider, "findMovie" | "findSeries">>;

/**
 * fanart.tv as the settings have it: artwork of films by TMDB's or IMDb's id, of series by TVDB's. Throws AppError
 * `unavailable` (kind "off") when it is switched off or has no key. Undefined for what has no pictures there.
 */
export async function openFanart(db: Db, overrides: ProviderOverrides = {}): Promise<FanartProvider> {
  const source = fanartSource(overrides.settings ?? (await readSettings(db)), overrides);
  const ask = <T>(question: Omit<JsonQuestion<T>, "kind">) =>
    askJson(db, source, { kind: "artwork", isMissing, ...question });
  return {
    name: "fanart",
    label: source.label,
    async findMovie({ ids }, options) {
      const id = ids.tmdb ?? ids.imdb;
      if (id === null) return undefined;
      const answer = await ask({ path: `/movies/${encodeURIComponent(id)}`, schema: fanartMovieSchema, ...options });
      if (answer === undefined) return undefined;
      const found = { ...ids, tmdb: ids.tmdb ?? answer.tmdb_id, imdb: ids.imdb ?? answer.imdb_id };
      return movieWith("fanart", found, { artwork: movieArtworkOf(answer) });
    },
    async findSeries({ ids }, options) {
      if (ids.tvdb === null) return undefined;
      const answer = await ask({ path: `/tv/${ids.tvdb}`, schema: fanartSeriesSchema, ...options });
      if (answer === undefined) return undefined;
      return seriesWith("fanart", ids, { artwork: seriesArtworkOf(answer), seasons: seasonsOf(answer) });
    },
    testConnection: (options) =>
      tryConnection(async () => {
        // A film that has pictures since the beginning. Had it none, the key would have been taken all the same.
        await ask({ path: "/movies/603", schema: fanartMovieSchema, ...options, fresh: true, isTest: true });
        return { ok: true, message: "fanart.tv answered, and the key works." };
      }, options),
  };
}

function fanartSource(settings: Settings, overrides: ProviderOverrides): JsonSource {
  const { apiKey, source } = openSource(settings, "fanart", overrides);
  const personalKey = overrides.secondKey ?? settings.get("fanart.personalKey");
  return { ...source, secretQuery: { api_key: apiKey, ...(personalKey && { client_key: personalKey }) } };
}

const isMissing = (body: unknown): boolean => fanartMissingSchema.safeParse(body).success;
