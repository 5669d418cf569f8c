import type { Provider, SeriesProvider } from "#lib/providers/provider.ts";
import type { ProviderSeries, SeriesHit, SeriesIds } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";

export const noSeriesIds: SeriesIds = { tmdb: null, tvdb: null, imdb: null, tvmaze: null };

/** The providers that identify series have ids of their own under these names. */
const ownIds = ["tmdb", "tvdb", "tvmaze"] as const satisfies readonly (keyof SeriesIds & ProviderName)[];

/** The ids by which a provider knows one of its series. */
export function idsAt(provider: ProviderName, providerId: number): SeriesIds {
  const own = ownIds.find((name) => name === provider);
  return own === undefined ? noSeriesIds : { ...noSeriesIds, [own]: providerId };
}

/** What a provider calls a series itself. */
export function ownIdOf(provider: ProviderName, ids: SeriesIds): number | null {
  const own = ownIds.find((name) => name === provider);
  return own === undefined ? null : ids[own];
}

/** A series as a search result with all its titles and ids. */
export function seriesHitOf(series: ProviderSeries): SeriesHit {
  const { fields, provider, ids } = series;
  return {
    provider,
    providerId: ownIdOf(provider, ids) ?? 0,
    ids,
    title: fields.title ?? "",
    originalTitle: fields.originalTitle,
    year: fields.year,
    overview: fields.plot,
    posterUrl: series.artwork.find(({ assetType }) => assetType === "poster")?.url ?? null,
    popularity: fields.popularity ?? 0,
    otherTitles: series.titles.map(({ title }) => title),
    country: fields.countries.length === 1 ? (countryCode(fields.countries[0]) ?? null) : null,
    network: series.networks[0] ?? null,
  };
}

const regionNames = new Intl.DisplayNames(["en"], { type: "region" });
const codesByName = new Map(
  ["US", "GB", "AU", "CA", "NZ", "DE", "FR", "JP", "KR", "IN", "ES", "IT", "NL", "SE", "DK", "NO", "IE"].map((code) => [
    regionNames.of(code)?.toLowerCase() ?? code,
    code,
  ]),
);

/** Providers name countries in words ("United States of America"); only those that stand in titles matter here. */
function countryCode(name: string | undefined): string | undefined {
  const folded = name?.toLowerCase().replace(" of america", "") ?? "";
  return /^[a-z]{2}$/.test(folded) ? folded.toUpperCase() : codesByName.get(folded);
}

/** Whether a provider identifies series. */
function isSeriesProvider(provider: Provider): provider is SeriesProvider {
  const { searchSeries, findSeriesByOtherId, findSeries, listEpisodes } = provider;
  return [searchSeries, findSeriesByOtherId, findSeries, listEpisodes].every((call) => call !== undefined);
}

/** Those that identify series, in the order that the settings give; the others come behind in their own. */
export function orderSeriesProviders(
  providers: readonly Provider[],
  priority: readonly ProviderName[],
): SeriesProvider[] {
  const placeOf = ({ name }: Provider) => (priority.includes(name) ? priority.indexOf(name) : priority.length);
  return providers.filter(isSeriesProvider).toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Whether a series can be known by an id of this provider. */
export const isProviderOfSeries = (name: string): name is (typeof ownIds)[number] => ownIds.some((own) => own === name);
