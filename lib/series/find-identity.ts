import type { Authority } from "#lib/identify/claims.ts";
import { takeSuffixes } from "#lib/identify/country-suffix.ts";
import { distinctTitles, queryVariants } from "#lib/identify/query-variants.ts";
import { type MatchRules, nameOfHit } from "#lib/identify/score.ts";
import type { AskOptions, LanguageChoice, SeriesProvider } from "#lib/providers/provider.ts";
import type { SeriesIds } from "#lib/providers/series.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import { findSeriesByIds } from "./find-identity-by-ids.ts";
import { idsAt, seriesHitOf } from "./find-identity-hit.ts";
import { decideSeries, type LookedHit, rankSeries, type ScoredSeries, type SeriesFacts } from "./identify-score.ts";
import { listingOf } from "./identify-shape.ts";

export type SeriesQuestion = SeriesFacts &
  LanguageChoice & {
    /** The ids that each authority gives, the weightiest first. */
    claims: readonly { by: Authority; ids: SeriesIds }[];
    rules: MatchRules;
    /** Automation `manual`: a title is not searched for. */
    byIdOnly: boolean;
  };

/** Who a series is, or who it might be. `reasons`: sentences for a person. */
export type SeriesIdentity =
  | {
      outcome: "identified";
      by: "id" | "other_id" | "search";
      /** "by its TVDB id" */
      how: string;
      /** "Dark (2017)" */
      name: string;
      provider: ProviderName;
      ids: SeriesIds;
      reasons: string[];
    }
  | { outcome: "unsure"; candidates: ScoredSeries[]; reasons: string[] };

/** How many search results are looked at closely: their titles and episodes cost some requests each. */
const closeLooks = 4;
/** Other spellings that are searched for when the title itself found nothing sure. */
const variantsTried = 4;
/** A result this good is worth a person's look, so that no further database is asked. */
const worthALook = 60;

/**
 * Who a series is: by its ids, else by a scored search at the first provider that finds anything like it. Asks providers,
 * writes nothing. Never guesses: what is not sure comes back with ranked candidates. `providers` are in their order of trust.
 */
export async function findSeriesIdentity(
  providers: readonly SeriesProvider[],
  question: SeriesQuestion,
  options: AskOptions = {},
): Promise<SeriesIdentity> {
  const { identity, unknown } = await findSeriesByIds(providers, question, options);
  if (identity !== undefined) return identity;
  if (question.byIdOnly) {
    return { outcome: "unsure", candidates: [], reasons: [...unknown, "It carries no id that a database knows."] };
  }
  let best: SeriesIdentity = { outcome: "unsure", candidates: [], reasons: ["No series of this name was found."] };
  for (const provider of providers) {
    const found = await searchAt(provider, question, options);
    const isBetter = found.outcome === "identified" || found.candidates.length > 0;
    if (isBetter && best.outcome === "unsure" && topOf(best) < topOf(found)) best = found;
    if (topOf(best) >= worthALook) break;
  }
  return { ...best, reasons: [...unknown, ...best.reasons] };
}

const topOf = (identity: SeriesIdentity): number =>
  identity.outcome === "identified" ? Number.POSITIVE_INFINITY : (identity.candidates[0]?.score ?? 0);

type Query = { title: string; year: number | null };

async function searchAt(
  provider: SeriesProvider,
  question: SeriesQuestion,
  options: AskOptions,
): Promise<SeriesIdentity> {
  const { language, region, rules } = question;
  const hits = new Map<number, LookedHit>();
  const looked = new Set<number>();
  let because = "";
  for (const queries of [plainQueries(question), otherQueries(question)]) {
    for (const query of queries) {
      const found = await provider.searchSeries({ ...query, language, region }, options);
      for (const hit of found) if (!hits.has(hit.providerId)) hits.set(hit.providerId, hit);
    }
    await lookClosely(provider, question, { hits, looked }, options);
    const decision = decideSeries(question, [...hits.values()], rules);
    if (decision.accepted) return accept(decision.accepted, decision.because);
    because = decision.because;
    // Series that fit equally well fit no better under another spelling.
    if (rankSeries(question, [...hits.values()]).some(({ score }) => score >= rules.acceptScore)) break;
  }
  return { outcome: "unsure", candidates: rankSeries(question, [...hits.values()]), reasons: [because] };
}

/** Each title with the year, then without: a series may be listed by another first year. */
function plainQueries({ names }: SeriesFacts): Query[] {
  const withYear = names.flatMap(({ titles, year }) =>
    year === null ? [] : distinctTitles(titles).map((title) => ({ title, year })),
  );
  const titles = distinctTitles(names.flatMap((name) => name.titles));
  return [...withYear, ...titles.map((title) => ({ title, year: null }))];
}

function otherQueries({ names }: SeriesFacts): Query[] {
  const variants = names.flatMap(({ titles }) => titles.slice(0, 1).flatMap(queryVariants));
  return variants.slice(0, variantsTried).map((title) => ({ title: takeSuffixes(title).title, year: null }));
}

/** Asks for the titles and episodes of the results that could be it. */
async function lookClosely(
  provider: SeriesProvider,
  question: SeriesQuestion,
  { hits, looked }: { hits: Map<number, LookedHit>; looked: Set<number> },
  options: AskOptions,
): Promise<void> {
  const { language, region } = question;
  const chosen = rankSeries(question, [...hits.values()])
    .slice(0, closeLooks)
    .filter(({ hit }) => !looked.has(hit.providerId));
  for (const { hit } of chosen) {
    looked.add(hit.providerId);
    const ids = idsAt(provider.name, hit.providerId);
    const series = await provider.findSeries({ ids, language, region }, options);
    if (series === undefined) continue;
    const episodes = await provider.listEpisodes({ ids: series.ids, order: "aired", language, region }, options);
    const { popularity, posterUrl } = hit;
    const detailed = seriesHitOf(series);
    const country = hit.country ?? detailed.country;
    hits.set(hit.providerId, {
      ...detailed,
      popularity,
      posterUrl: posterUrl ?? detailed.posterUrl,
      country,
      ...(episodes && { listing: listingOf(episodes) }),
    });
  }
}

function accept({ hit, reasons }: ScoredSeries, because: string): SeriesIdentity {
  return {
    outcome: "identified",
    by: "search",
    how: "by its name",
    name: nameOfHit(hit),
    provider: hit.provider,
    ids: hit.ids,
    reasons: [because, ...reasons],
  };
}
