import type { Authority } from "#lib/identify/claims.ts";
import { distinctTitles, queryVariants } from "#lib/identify/query-variants.ts";
import { type MatchRules, nameOfHit } from "#lib/identify/score.ts";
import type { AskOptions, LanguageChoice, MovieHit, MovieIds, MovieProvider } from "#lib/providers/provider.ts";
import { findByIds } from "./find-identity-by-ids.ts";
import { movieHitOf } from "./movie-hit.ts";
import { decideFilm, type FilmFacts, rankMatches, type ScoredHit } from "./score-match.ts";

export type IdentityQuestion = FilmFacts &
  LanguageChoice & {
    /** The ids that each authority gives, the weightiest first. */
    claims: readonly { by: Authority; ids: MovieIds }[];
    rules: MatchRules;
    /** Automation `manual`: a title is not searched for. */
    byIdOnly: boolean;
  };

/** Who a film is, or who it might be. `reasons`: sentences for a person. */
export type Identity =
  | {
      outcome: "identified";
      by: "id" | "other_id" | "search";
      /** "by its TMDB id" */
      how: string;
      /** "The Matrix (1999)" */
      name: string;
      ids: MovieIds;
      reasons: string[];
    }
  | { outcome: "unsure"; candidates: ScoredHit[]; reasons: string[] };

/** How many search results are looked at closely: their runtime and other titles cost a request each. */
const closeLooks = 6;
/** Other spellings that are searched for when the title itself found nothing sure. */
const variantsTried = 5;

/**
 * Who a film is: by its own id, by the id of another database, else by a scored search. Asks the provider, writes nothing.
 * Never guesses: what is not sure comes back with ranked candidates.
 */
export async function findIdentity(
  provider: MovieProvider,
  question: IdentityQuestion,
  options: AskOptions = {},
): Promise<Identity> {
  const { identity, unknown } = await findByIds(provider, question, options);
  if (identity !== undefined) return identity;
  if (question.byIdOnly) {
    return { outcome: "unsure", candidates: [], reasons: [...unknown, "It carries no id that a database knows."] };
  }
  const found = await search(provider, question, options);
  return { ...found, reasons: [...unknown, ...found.reasons] };
}

type Query = { title: string; year: number | null };

async function search(provider: MovieProvider, question: IdentityQuestion, options: AskOptions): Promise<Identity> {
  const { language, region, rules } = question;
  const hits = new Map<number, MovieHit>();
  const looked = new Set<number>();
  let because = "";
  for (const queries of [plainQueries(question), otherQueries(question)]) {
    for (const query of queries) {
      const found = await provider.searchMovies({ ...query, language, region }, options);
      for (const hit of found) if (!hits.has(hit.providerId)) hits.set(hit.providerId, hit);
      // Where name and NFO differ, both have to be heard first.
      if (question.names.length > 1) continue;
      const decision = decideFilm(question, [...hits.values()], rules);
      if (decision.accepted?.isExact) return accept(decision.accepted, decision.because);
    }
    await lookClosely(provider, question, { hits, looked }, options);
    const decision = decideFilm(question, [...hits.values()], rules);
    if (decision.accepted) return accept(decision.accepted, decision.because);
    because = decision.because;
    // Films that fit equally well fit no better under another spelling.
    if (rankMatches(question, [...hits.values()]).some(({ score }) => score >= rules.acceptScore)) break;
  }
  return { outcome: "unsure", candidates: rankMatches(question, [...hits.values()]), reasons: [because] };
}

/** Each title with the year, then without: TMDB hides films whose year differs by one. */
function plainQueries({ names }: FilmFacts): Query[] {
  const withYear = names.flatMap(({ titles, year }) =>
    year === null ? [] : distinctTitles(titles).map((title) => ({ title, year })),
  );
  const titles = distinctTitles(names.flatMap((name) => name.titles));
  return [...withYear, ...titles.map((title) => ({ title, year: null }))];
}

function otherQueries({ names }: FilmFacts): Query[] {
  const variants = names.flatMap(({ titles }) => titles.slice(0, 1).flatMap(queryVariants));
  return variants.slice(0, variantsTried).map((title) => ({ title, year: null }));
}

/** Asks for the details of the results that could be it, for their runtimes and other titles. */
async function lookClosely(
  provider: MovieProvider,
  question: IdentityQuestion,
  { hits, looked }: { hits: Map<number, MovieHit>; looked: Set<number> },
  options: AskOptions,
): Promise<void> {
  const { language, region, names } = question;
  const ranked = rankMatches(question, [...hits.values()]);
  const years = names.flatMap(({ year }) => year ?? []);
  const isNear = ({ hit: { year } }: ScoredHit) =>
    year === null || years.length === 0 || years.some((ours) => Math.abs(year - ours) <= 2);
  const chosen = [...ranked.filter(isNear), ...ranked.filter((entry) => !isNear(entry))]
    .slice(0, closeLooks)
    .filter(({ hit }) => !looked.has(hit.providerId));
  for (const { hit } of chosen) {
    looked.add(hit.providerId);
    const ids = { tmdb: hit.providerId, imdb: null, tvdb: null };
    const movie = await provider.findMovie({ ids, language, region }, options);
    const { popularity, posterUrl } = hit;
    if (movie) hits.set(hit.providerId, { ...movieHitOf(movie), popularity, posterUrl });
  }
}

function accept({ hit, reasons }: ScoredHit, because: string): Identity {
  return {
    outcome: "identified",
    by: "search",
    how: "by its name",
    name: nameOfHit(hit),
    ids: { tmdb: hit.providerId, imdb: null, tvdb: null },
    reasons: [because, ...reasons],
  };
}
