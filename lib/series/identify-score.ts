import { takeSuffixes } from "#lib/identify/country-suffix.ts";
import {
  type Decision,
  decideMatch,
  type MatchRules,
  type NameFacts,
  type Scored,
  scoreHit,
  sortScored,
} from "#lib/identify/score.ts";
import type { SeriesHit } from "#lib/providers/series.ts";
import { type FileEpisode, type Listing, scoreShape } from "./identify-shape.ts";

export type SeriesName = NameFacts & {
  /** ISO 3166-1, of a name such as "The Office (US)". */
  country: string | null;
};

/** What is known of a series from its folder, its files and its NFO. */
export type SeriesFacts = {
  /** What folder and NFO call it; one entry when they agree. */
  names: readonly SeriesName[];
  files: readonly FileEpisode[];
};

/** A search result, and what its database lists once that was asked for. */
export type LookedHit = SeriesHit & { listing?: Listing };
export type ScoredSeries = Scored<LookedHit>;

const seriesNoun = { one: "series", several: "series" } as const;
/** A series of another country is another series, however alike the title. */
const otherCountryPoints = 25;
/** A country beside the title says as much as a year that is a little off. */
const countryPoints = 10;

/** A series as search, with country and year off its titles: databases put them there to tell namesakes apart. */
function withoutSuffixes(hit: LookedHit): LookedHit {
  const main = takeSuffixes(hit.title);
  return {
    ...hit,
    title: main.title,
    originalTitle: hit.originalTitle === null ? null : takeSuffixes(hit.originalTitle).title,
    otherTitles: hit.otherTitles.map((title) => takeSuffixes(title).title),
    country: hit.country ?? main.country,
    year: hit.year ?? main.year,
  };
}

/** Compares one search result with the series, by the name that fits it best. Pure. */
function scoreSeries({ names, files }: SeriesFacts, hit: LookedHit): ScoredSeries {
  const bare = withoutSuffixes(hit);
  const shape = scoreShape(files, hit.listing);
  const scored = names.map((name) => byCountry(name, bare, scoreHit(name, bare, shape)));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return { ...(best ?? scoreHit({ titles: [], year: null }, bare, shape)), hit };
}

function byCountry({ country, year }: SeriesName, hit: LookedHit, scored: ScoredSeries): ScoredSeries {
  if (country === null || hit.country === null) return scored;
  const { reasons } = scored;
  if (country === hit.country) {
    const points = year === null ? countryPoints : 0;
    return {
      ...scored,
      score: scored.score + points,
      reasons: [...reasons, `It is from ${country}, as the name says.`],
    };
  }
  const score = Math.max(0, scored.score - otherCountryPoints);
  const reason = `It is from ${hit.country}, and the name says ${country}.`;
  return { ...scored, score, isExact: false, reasons: [...reasons, reason] };
}

/** Best first; popularity only decides between equals. */
export const rankSeries = (facts: SeriesFacts, hits: readonly LookedHit[]): ScoredSeries[] =>
  sortScored(hits.map((hit) => scoreSeries(facts, hit)));

/** Who of the results it is, if that is sure. Folder and NFO must not mean different series. */
export function decideSeries(facts: SeriesFacts, hits: readonly LookedHit[], rules: MatchRules): Decision<LookedHit> {
  const decide = (of: SeriesFacts) => decideMatch(rankSeries(of, hits), rules, seriesNoun);
  if (facts.names.length < 2) return decide(facts);
  const taken = facts.names.map((name) => decide({ ...facts, names: [name] })).filter(({ accepted }) => accepted);
  const [first] = taken;
  if (first === undefined) return { accepted: undefined, because: decide(facts).because };
  if (new Set(taken.map(({ accepted }) => accepted?.hit.providerId)).size === 1) return first;
  return { accepted: undefined, because: "The name and the NFO mean different series." };
}
