import {
  type Decision,
  decideMatch,
  evidencePoints,
  type MatchRules,
  type NameFacts,
  type Scored,
  type ScorePart,
  scoreHit,
  sortScored,
  unknownEvidencePoints,
} from "#lib/identify/score.ts";
import type { MovieHit } from "#lib/providers/provider.ts";

/** What is known of the film from its file, name and NFO. */
export type FilmFacts = {
  /** What each of them calls it; one entry when they agree. */
  names: readonly NameFacts[];
  /** Of the real file, not of an NFO. */
  runtimeMinutes: number | null;
};

export type ScoredHit = Scored<MovieHit>;

const filmNoun = { one: "film", several: "films" } as const;

/** Shares of the runtime: PAL plays 4 % faster; other cuts and credits differ by more. */
const runtimeFits = 0.05;
const runtimeDiffers = 0.2;

/** Compares one search result with the file, by the name that fits it best. Pure. */
export function scoreMatch({ names, runtimeMinutes }: FilmFacts, hit: MovieHit): ScoredHit {
  const runtime = scoreRuntime(runtimeMinutes, hit.runtimeMinutes);
  const scored = names.map((name) => scoreHit(name, hit, runtime));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best ?? scoreHit({ titles: [], year: null }, hit, runtime);
}

function scoreRuntime(ours: number | null, theirs: number | null): ScorePart {
  // Less than a minute is no film: a sample, or a file whose length could not be read.
  if (ours === null || ours < 1 || theirs === null || theirs < 1) {
    return { points: unknownEvidencePoints, reason: "The runtime could not be compared." };
  }
  const apart = Math.abs(ours - theirs) / theirs;
  const share = 1 - Math.min(1, Math.max(0, (apart - runtimeFits) / (runtimeDiffers - runtimeFits)));
  const minutes = `${Math.round(ours)} minutes here, ${theirs} in the database`;
  return { points: evidencePoints * share, reason: `The runtime ${share > 0.5 ? "fits" : "differs"} (${minutes}).` };
}

/** Best first; popularity only decides between equals. */
export const rankMatches = (facts: FilmFacts, hits: readonly MovieHit[]): ScoredHit[] =>
  sortScored(hits.map((hit) => scoreMatch(facts, hit)));

/**
 * Who of the results it is, if that is sure. Where name and NFO call it differently, each is asked by itself, and they
 * must not mean different films.
 */
export function decideFilm(facts: FilmFacts, hits: readonly MovieHit[], rules: MatchRules): Decision<MovieHit> {
  const decide = (of: FilmFacts) => decideMatch(rankMatches(of, hits), rules, filmNoun);
  if (facts.names.length < 2) return decide(facts);
  const taken = facts.names.map((name) => decide({ ...facts, names: [name] })).filter(({ accepted }) => accepted);
  const [first] = taken;
  if (first === undefined) return { accepted: undefined, because: decide(facts).because };
  if (new Set(taken.map(({ accepted }) => accepted?.hit.providerId)).size === 1) return first;
  return { accepted: undefined, because: "The name and the NFO mean different films." };
}
