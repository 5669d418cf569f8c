import type { Db } from "#db/client.ts";
import { messageOf } from "#lib/errors.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { askJson, type JsonQuestion, type JsonSource, tellRefusal } from "./ask.ts";
import { tvdbLanguagesOf } from "./language-chain.ts";
import { inOwnLanguage } from "./own-language.ts";
import type { AskOptions, ConnectionVerdict, LanguageChoice, Provider, SeriesProvider } from "./provider.ts";
import { openSource, type ProviderOverrides } from "./source.ts";
import { artworkMeanings } from "./tvdb-artwork.ts";
import { fillEpisodes, lacksAny, lacksWords, toEpisodes } from "./tvdb-episodes.ts";
import { toBaseHit, toSearchHit } from "./tvdb-hits.ts";
import { logIn, type TvdbAccess, tvdbAuthorise } from "./tvdb-login.ts";
import {
  artworkTypesSchema,
  companyTypesSchema,
  episodesSchema,
  isMissing,
  remoteIdSchema,
  searchSchema,
  seriesSchema,
  type TvdbEpisode,
  type TvdbSeries,
  updatesSchema,
} from "./tvdb-schemas.ts";
import { airedType, type TvdbTypes, toSeries } from "./tvdb-series.ts";
import type { ProviderKind } from "./vocabulary.ts";

export type TvdbProvider = SeriesProvider & Required<Pick<Provider, "listChangedIds">>;
type AskTvdb = <T>(question: JsonQuestion<T>) => Promise<T | undefined>;

/**
 * TVDB as the settings have it. Throws AppError `unavailable` (kind "off") when it is switched off or has no key.
 * A changed setting counts for the next call of this function.
 */
export async function openTvdb(db: Db, overrides: ProviderOverrides = {}): Promise<TvdbProvider> {
  const settings = overrides.settings ?? (await readSettings(db));
  const { apiKey, source: open } = openSource(settings, "tvdb", overrides);
  const access = { apiKey, pin: (overrides.secondKey ?? settings.get("tvdb.pin")) || null };
  const source: JsonSource = { ...open, authorise: tvdbAuthorise(db, open, access) };
  const ask: AskTvdb = (question) => askJson(db, source, { isMissing, ...question });
  return inOwnLanguage<TvdbProvider>(settings, {
    name: "tvdb",
    label: source.label,
    async searchSeries({ title, year, ...choice }, options) {
      const query = { query: title, type: "series", ...(year && { year: `${year}` }) };
      const answer = await ask({ kind: "search", path: "/search", query, schema: searchSchema, ...options });
      return (answer?.data ?? []).map((hit) => toSearchHit(hit, choice));
    },
    async findSeriesByOtherId({ source: from, id }, options) {
      // Its own ids are none of another database, where the same number is another series.
      if (from === "tvdb") return [];
      const path = `/search/remoteid/${encodeURIComponent(id)}`;
      const answer = await ask({ kind: "find", path, schema: remoteIdSchema, ...options });
      return (answer?.data ?? []).map(({ series }) => toBaseHit(series));
    },
    async findSeries({ ids: { tvdb: id }, ...choice }, options) {
      if (id === null) return undefined;
      const path = `/series/${id}/extended`;
      const query = { meta: "translations" };
      const answer = await ask({ kind: "series", path, query, schema: seriesSchema, ...options });
      return answer && toSeries(answer.data, { choice, types: await askTypes(ask, answer.data, options) });
    },
    async listEpisodes({ ids: { tvdb: id }, order, ...choice }, options) {
      if (id === null || !/^[a-z0-9]+$/.test(order)) return undefined;
      const path = `/series/${id}/episodes/${order === "aired" ? airedType : order}`;
      const episodes = await listEpisodes(ask, path, { choice, options });
      // TVDB answers with an empty list for an order that the series does not have.
      return episodes?.length === 0 && order !== "aired" ? undefined : episodes;
    },
    listChangedIds: (query, options) => listChanges(ask, query, options),
    testConnection: (options) => testTvdb(db, open, { access, ...options }),
  });
}

/** The types that the numbers of this series' records stand for; those of companies only where the records need them. */
async function askTypes(ask: AskTvdb, series: TvdbSeries, options: AskOptions = {}): Promise<TvdbTypes> {
  const { signal } = options;
  const artwork = await ask({ kind: "types", path: "/artwork/types", schema: artworkTypesSchema, signal });
  const isClear = series.companies.every(({ companyType }) => companyType.companyTypeName !== null);
  const companies = isClear
    ? undefined
    : await ask({ kind: "types", path: "/companies/types", schema: companyTypesSchema, signal });
  return {
    artwork: artworkMeanings(artwork?.data ?? []),
    companies: new Map(companies?.data.map(({ companyTypeId, companyTypeName }) => [companyTypeId, companyTypeName])),
  };
}

/**
 * The episodes in the wanted language; the next language is asked only while an episode lacks a text that it may have,
 * and last the original one.
 */
async function listEpisodes(
  ask: AskTvdb,
  path: string,
  { choice, options }: { choice: LanguageChoice; options: AskOptions | undefined },
) {
  let episodes: TvdbEpisode[] | undefined;
  for (const language of tvdbLanguagesOf(choice)) {
    if (episodes?.every((episode) => !lacksWords(episode, language))) continue;
    const asked = await askPages(ask, `${path}/${language}`, options);
    if (asked) episodes = fillEpisodes(episodes ?? [], asked);
  }
  if (episodes === undefined || episodes.some(lacksAny)) {
    const original = await askPages(ask, path, options);
    if (original) episodes = fillEpisodes(episodes ?? [], original);
  }
  return episodes && toEpisodes(episodes);
}

/** All pages of a list of episodes, 500 on each; undefined when there is no such list, which is a 400 for a language. */
async function askPages(ask: AskTvdb, path: string, options: AskOptions = {}): Promise<TvdbEpisode[] | undefined> {
  const episodes: TvdbEpisode[] = [];
  for (let page = 0; ; page++) {
    const query = { page: `${page}` };
    const answer = await ask({ kind: "episodes", path, query, schema: episodesSchema, missingAt: [400], ...options });
    if (answer === undefined) return page === 0 ? undefined : episodes;
    episodes.push(...answer.episodes);
    if (!answer.hasMore || answer.episodes.length === 0) return episodes;
  }
}

/** The series that changed since then; none for other kinds. */
async function listChanges(
  ask: AskTvdb,
  { kind, since }: { kind: ProviderKind; since: Date },
  options: AskOptions = {},
): Promise<Set<number>> {
  const changed = new Set<number>();
  if (kind !== "series") return changed;
  const query = { since: `${Math.floor(since.getTime() / 1000)}`, type: "series" };
  for (let page = 0; ; page++) {
    const paged = { ...query, page: `${page}` };
    const answer = await ask({
      kind: "changes",
      path: "/updates",
      query: paged,
      schema: updatesSchema,
      ...options,
      keep: false,
    });
    for (const id of answer?.ids ?? []) changed.add(id);
    if (!answer?.hasMore || answer.ids.length === 0) return changed;
  }
}

/** Logs in with this key, and says in one sentence how it went. */
async function testTvdb(
  db: Db,
  source: JsonSource,
  { access, signal }: AskOptions & { access: TvdbAccess },
): Promise<ConnectionVerdict> {
  try {
    await logIn(db, source, { access, signal, isTest: true });
    return { ok: true, message: "TVDB answered, and the key works." };
  } catch (error) {
    signal?.throwIfAborted();
    await tellRefusal(db, source, { error, isTest: true });
    return { ok: false, message: messageOf(error) };
  }
}
