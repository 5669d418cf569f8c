import type { Offer } from "#lib/editing/merge.ts";
import { firstList, firstSaid, isOutranked } from "#lib/providers/first-list.ts";
import type { ProviderSeason, ProviderSeries, SeriesIds } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { joinIds } from "./ask-about-series.ts";
import type { SeriesFacts } from "./write-facts.ts";

/** What several providers say of one series, as the merge and the lists beside it need it. */
export type CombinedSeries = Pick<ProviderSeries, "ratings" | "cast" | "crew" | "videos"> &
  SeriesFacts & {
    /** Whose word counts where a change names no other. */
    main: ProviderName;
    /** Whose the cast is; the main source's where nobody names one. */
    castFrom: ProviderName;
    /** Values by provider, most trusted first. */
    offers: Offer[];
    /** Seasons by number, with values by provider. */
    seasons: Map<number, { offers: Offer[]; answers: (ProviderSeason & { provider: ProviderName })[] }>;
  };

/**
 * Brings answers together. Values stay apart, for the merge decides by field; a list comes as a whole from the most
 * trusted provider that has one; ratings come from all. Undefined when nobody said anything.
 */
export function combineSeries(
  answers: readonly ProviderSeries[],
  order: readonly ProviderName[],
  /** Providers that cannot be asked now: their lists stay. */
  silent: ReadonlySet<ProviderName>,
  /** The ids the series has. */
  present: SeriesIds,
): CombinedSeries | undefined {
  const ranked = answers.toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
  const [main] = ranked;
  if (main === undefined) return undefined;
  const trust = { order, silent };
  const cast = firstSaid(ranked, (answer) => answer.cast, trust);
  const linked = ranked.find(({ externalIds }) => Object.values(externalIds).some(Boolean));
  const ids = joinIds({ tmdb: null, tvdb: null, imdb: null, tvmaze: null }, ranked);
  const offers = ranked.map(({ provider, fields, networks }) => ({
    source: provider,
    values: { ...fields, networks },
  }));
  // Every database names its own id. What another says of it only fills a gap: a stale link would make it another series.
  const own = (provider: ProviderName) => ranked.find((answer) => answer.provider === provider)?.ids;
  const idValues = {
    tmdbId: own("tmdb")?.tmdb ?? (present.tmdb === null ? ids.tmdb : null),
    tvdbId: own("tvdb")?.tvdb ?? (present.tvdb === null ? ids.tvdb : null),
    imdbId: ids.imdb,
    tvmazeId: own("tvmaze")?.tvmaze ?? (present.tvmaze === null ? ids.tvmaze : null),
  };
  const [first, ...others] = offers;
  return {
    main: main.provider,
    offers: first ? [{ ...first, values: { ...first.values, ...idValues } }, ...others] : [],
    ratings: ranked.toReversed().flatMap(({ ratings }) => ratings),
    cast: cast.list,
    castFrom: cast.from ?? main.provider,
    crew: firstList(ranked, ({ crew }) => crew, trust),
    keywords: firstList(ranked, ({ keywords }) => keywords, trust),
    certifications: firstList(ranked, ({ certifications }) => certifications, trust),
    titles: firstList(ranked, ({ titles }) => titles, trust),
    externalIds: linked && !isOutranked(linked.provider, trust) ? linked.externalIds : noLinks,
    videos: ranked.flatMap(({ videos }) => videos),
    seasons: combineSeasons(ranked),
  };
}

const noLinks = { facebookId: null, instagramId: null, twitterId: null, wikidataId: null };

function combineSeasons(ranked: readonly ProviderSeries[]): CombinedSeries["seasons"] {
  const all = ranked.flatMap(({ provider, seasons }) => seasons.map((season) => ({ ...season, provider })));
  return new Map(
    [...Map.groupBy(all, ({ seasonNumber }) => seasonNumber)].map(([number, answers]) => [
      number,
      {
        answers,
        offers: answers.map(({ provider, title, plot, airDate, ids }) => ({
          source: provider,
          values: { title, plot, airDate, tmdbId: ids.tmdb, tvdbId: ids.tvdb },
        })),
      },
    ]),
  );
}
