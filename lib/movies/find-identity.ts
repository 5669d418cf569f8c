import type {
  AskOptions,
  LanguageChoice,
  MovieHit,
  MovieIds,
  MovieProvider,
  ProviderMovie,
} from "#lib/providers/provider.ts";
import { decideMatch, type FilmFacts, type MatchRules, rankMatches, type ScoredHit } from "./score-match.ts";

export type IdentityQuestion = FilmFacts &
  LanguageChoice & {
    /** From the name or the NFO. */
    ids: MovieIds;
    rules: MatchRules;
    /** Automation `manual`: a title is not searched for. */
    byIdOnly: boolean;
  };

export type Identity =
  | { outcome: "identified"; by: "id" | "other_id" | "search"; ids: MovieIds; because: string }
  | { outcome: "unsure"; candidates: ScoredHit[]; because: string };

/** How many search results are looked at closely: their runtime and other titles cost a request each. */
const closeLooks = 5;

/**
 * Who a film is: by its own id, by the id of another database, else by a scored search. Asks the provider, writes nothing.
 * Never guesses: what is not sure comes back with ranked candidates.
 */
export async function findIdentity(
  provider: MovieProvider,
  question: IdentityQuestion,
  options: AskOptions = {},
): Promise<Identity> {
  const byId = await findByIds(provider, question, options);
  if (byId !== undefined) return byId;
  if (question.byIdOnly) {
    return { outcome: "unsure", candidates: [], because: "The file carries no id that a database knows." };
  }
  return search(provider, question, options);
}

async function findByIds(
  provider: MovieProvider,
  question: IdentityQuestion,
  options: AskOptions,
): Promise<Identity | undefined> {
  const { ids, language, region } = question;
  const own = ids.tmdb === null ? undefined : await provider.findMovie({ ids, language, region }, options);
  if (own && (ids.imdb === null || own.ids.imdb === null || own.ids.imdb === ids.imdb)) {
    return { outcome: "identified", by: "id", ids: own.ids, because: `It carries TMDB's id ${own.ids.tmdb}.` };
  }
  const others = await findByOtherIds(provider, question, options);
  if (own) return settleContradiction(question, own, others);
  const [first] = others;
  if (first === undefined) return undefined;
  const because = `It carries the id ${ids.imdb ?? ids.tvdb} of another database.`;
  if (new Set(others.map(({ providerId }) => providerId)).size === 1) {
    return { outcome: "identified", by: "other_id", ids: { ...ids, tmdb: first.providerId }, because };
  }
  return { outcome: "unsure", candidates: rankMatches(question, others), because: "Its ids mean different films." };
}

async function findByOtherIds(
  provider: MovieProvider,
  { ids, language, region }: IdentityQuestion,
  options: AskOptions,
): Promise<MovieHit[]> {
  const found: MovieHit[] = [];
  for (const [source, id] of [
    ["imdb", ids.imdb],
    ["tvdb", ids.tvdb],
  ] as const) {
    if (id === null) continue;
    found.push(...(await provider.findMovies({ source, id: String(id), language, region }, options)));
    // TVDB's ids of films and series overlap: IMDb's word is enough.
    if (found.length > 0) break;
  }
  return found;
}

/** Two ids that mean two films: the one whose title, year and runtime fit, if the other clearly does not. */
function settleContradiction(question: IdentityQuestion, own: ProviderMovie, others: MovieHit[]): Identity {
  const ranked = rankMatches(question, [toHit(own), ...others]);
  const decision = decideMatch(ranked, question.rules);
  if (decision.accepted === undefined) {
    return { outcome: "unsure", candidates: ranked, because: "Its TMDB id and its IMDb id mean different films." };
  }
  const tmdb = decision.accepted.hit.providerId;
  const ids = tmdb === own.ids.tmdb ? own.ids : { tmdb, imdb: question.ids.imdb, tvdb: null };
  return { outcome: "identified", by: "id", ids, because: `Its ids mean different films. ${decision.because}` };
}

async function search(provider: MovieProvider, question: IdentityQuestion, options: AskOptions): Promise<Identity> {
  const { language, region, rules } = question;
  const hits = new Map<number, MovieHit>();
  let ranked: ScoredHit[] = [];
  for (const { title, year } of queriesOf(question)) {
    const found = await provider.searchMovies({ title, year, language, region }, options);
    for (const hit of found) if (!hits.has(hit.providerId)) hits.set(hit.providerId, hit);
    ranked = rankMatches(question, [...hits.values()]);
    const decision = decideMatch(ranked, rules);
    if (decision.accepted?.isExact) return accept(decision.accepted, decision.because);
  }
  const looked = await lookClosely(provider, question, ranked, options);
  const decision = decideMatch(looked, rules);
  if (decision.accepted) return accept(decision.accepted, decision.because);
  return { outcome: "unsure", candidates: looked, because: decision.because };
}

/** Each title with the year, then without: TMDB hides films whose year differs by one. */
function queriesOf({ titles, year }: FilmFacts): { title: string; year: number | null }[] {
  const withYear = year === null ? [] : titles.map((title) => ({ title, year }));
  return [...withYear, ...titles.map((title) => ({ title, year: null }))];
}

/** Asks for the details of the results that could be it, and ranks again with runtimes and other titles. */
async function lookClosely(
  provider: MovieProvider,
  question: IdentityQuestion,
  ranked: readonly ScoredHit[],
  options: AskOptions,
): Promise<ScoredHit[]> {
  const isNear = ({ hit }: ScoredHit) =>
    question.year === null || hit.year === null || Math.abs(hit.year - question.year) <= 2;
  const chosen = [...ranked.filter(isNear), ...ranked.filter((entry) => !isNear(entry))].slice(0, closeLooks);
  const { language, region } = question;
  const detailed = new Map<number, MovieHit>();
  for (const { hit } of chosen) {
    const movie = await provider.findMovie(
      { ids: { tmdb: hit.providerId, imdb: null, tvdb: null }, language, region },
      options,
    );
    if (movie) detailed.set(hit.providerId, { ...toHit(movie), popularity: hit.popularity, posterUrl: hit.posterUrl });
  }
  return rankMatches(
    question,
    ranked.map(({ hit }) => detailed.get(hit.providerId) ?? hit),
  );
}

function accept({ hit, reasons }: ScoredHit, because: string): Identity {
  const ids = { tmdb: hit.providerId, imdb: null, tvdb: null };
  return { outcome: "identified", by: "search", ids, because: [because, ...reasons].join(" ") };
}

/** A film as a search result with all its titles. */
export function toHit(movie: ProviderMovie): MovieHit {
  const { fields } = movie;
  return {
    provider: movie.provider,
    providerId: movie.ids.tmdb ?? 0,
    title: fields.title ?? "",
    originalTitle: fields.originalTitle,
    year: fields.year,
    overview: fields.plot,
    posterUrl: movie.artwork.find(({ assetType }) => assetType === "poster")?.url ?? null,
    popularity: fields.popularity ?? 0,
    runtimeMinutes: fields.runtimeMinutes,
    otherTitles: movie.titles.map(({ title }) => title),
  };
}
