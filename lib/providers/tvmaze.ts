import type { Db } from "#db/client.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonQuestion } from "./ask.ts";
import type { AskOptions, Provider, SeriesProvider } from "./provider.ts";
import type { SeriesIds } from "./series.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { tryConnection } from "./try-connection.ts";
import {
  type TvmazeShow,
  tvmazeEpisodesSchema,
  tvmazeMissingSchema,
  tvmazeSearchSchema,
  tvmazeShowSchema,
  tvmazeUpdatesSchema,
  tvmazeWholeShowSchema,
} from "./tvmaze-schemas.ts";
import { toTvmazeEpisodes, toTvmazeHit, toTvmazeSeries } from "./tvmaze-show.ts";

type TvmazeProvider = SeriesProvider & Required<Pick<Provider, "listChangedIds">>;

/** What comes along with a show, so that it is one request. */
const embedded = ["cast", "crew", "seasons", "images", "akas"].map((name) => `embed[]=${name}`).join("&");

/** TVmaze's names of other databases. */
const lookups = { imdb: "imdb", tvdb: "thetvdb" } as const;

/** Spans of the changes feed, the shortest first; beyond a month it names every show. */
const dayMs = 24 * 3_600_000;
const spans = [
  { since: "day", ms: dayMs },
  { since: "week", ms: 7 * dayMs },
  { since: "month", ms: 30 * dayMs },
] as const;

/**
 * TVmaze as the settings have it: series and their episodes, in English. Throws AppError `unavailable` (kind "off")
 * when it is switched off.
 */
export async function openTvmaze(db: Db, overrides: ProviderOverrides = {}): Promise<TvmazeProvider> {
  const { source } = openSource(overrides.settings ?? (await readSettings(db)), "tvmaze", overrides);
  const ask = <T>(question: JsonQuestion<T>) => askJson(db, source, { isMissing, ...question });
  const lookUp = (query: { source: keyof typeof lookups; id: string }, options: AskOptions = {}) => {
    const path = `/lookup/shows?${lookups[query.source]}=${encodeURIComponent(query.id)}`;
    return ask({ kind: "find", path, schema: tvmazeShowSchema, ...options });
  };
  return {
    name: "tvmaze",
    label: source.label,
    async searchSeries({ title }, options) {
      const question = { kind: "search", path: "/search/shows", query: { q: title }, schema: tvmazeSearchSchema };
      return ((await ask({ ...question, ...options })) ?? []).map(({ show }) => toTvmazeHit(show));
    },
    async findSeriesByOtherId({ source: from, id }, options) {
      const show = await lookUp({ source: from, id }, options);
      return show === undefined ? [] : [toTvmazeHit(show)];
    },
    async findSeries({ ids, ...choice }, options) {
      const id = await findId(ids, lookUp, options);
      if (id === undefined) return undefined;
      const path = `/shows/${id}?${embedded}`;
      const show = await ask({ kind: "series", path, schema: tvmazeWholeShowSchema, ...options });
      return show && toTvmazeSeries(show, choice);
    },
    async listEpisodes({ ids, order, ...choice }, options) {
      const id = order === "aired" ? await findId(ids, lookUp, options) : undefined;
      if (id === undefined) return undefined;
      const question = { kind: "episodes", path: `/shows/${id}/episodes`, query: { specials: "1" } };
      const all = await ask({ ...question, schema: tvmazeEpisodesSchema, ...options });
      return all && toTvmazeEpisodes(all, choice);
    },
    async listChangedIds({ kind, since }, options) {
      if (kind !== "series") return new Set();
      const span = spans.find(({ ms }) => Date.now() - since.getTime() < ms);
      const query = span === undefined ? {} : { since: span.since };
      const question = { kind: "changes", path: "/updates/shows", query, schema: tvmazeUpdatesSchema };
      // A kept answer about what changed is old by the next question.
      const updates = (await ask({ ...question, ...options, fresh: true })) ?? {};
      const changed = Object.entries(updates).filter(([, second]) => second * 1000 >= since.getTime());
      return new Set(changed.map(([id]) => Number(id)));
    },
    testConnection: (options) =>
      tryConnection(async () => {
        const question = {
          kind: "search",
          path: "/search/shows",
          query: { q: "sherlock" },
          schema: tvmazeSearchSchema,
        };
        const found = await ask({ ...question, ...options, fresh: true, isTest: true });
        if (found !== undefined) return { ok: true, message: "TVmaze answered. It needs no key." };
        return { ok: false, message: "There is a server at this address, but it does not know what TVmaze knows." };
      }, options),
  };
}

type LookUp = (
  query: { source: keyof typeof lookups; id: string },
  options?: AskOptions,
) => Promise<TvmazeShow | undefined>;

/** TVmaze's own id, else by TVDB's, else by IMDb's. */
async function findId(ids: SeriesIds, lookUp: LookUp, options?: AskOptions): Promise<number | undefined> {
  if (ids.tvmaze !== null) return ids.tvmaze;
  const byTvdb = ids.tvdb === null ? undefined : await lookUp({ source: "tvdb", id: `${ids.tvdb}` }, options);
  if (byTvdb !== undefined) return byTvdb.id;
  return ids.imdb === null ? undefined : (await lookUp({ source: "imdb", id: ids.imdb }, options))?.id;
}

const isMissing = (body: unknown): boolean => tvmazeMissingSchema.safeParse(body).success;
