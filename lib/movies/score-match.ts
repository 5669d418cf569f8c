import type { MovieHit } from "#lib/providers/provider.ts";
import { titleSimilarity } from "./title-similarity.ts";

/** What is known of the film from its file, name and NFO. */
export type FilmFacts = {
  /** Every title it may have, the likeliest first. */
  titles: string[];
  year: number | null;
  /** Of the real file, not of an NFO. */
  runtimeMinutes: number | null;
};

export type ScoredHit = {
  hit: MovieHit;
  /** 0 to 100. */
  score: number;
  /** Sentences for a person, the weightiest first. */
  reasons: string[];
  /** Title (or original title) and year are exactly those of the file. */
  isExact: boolean;
};

export type MatchRules = { acceptScore: number; margin: number };

/** Points of each part (spec: title 60, year 25, runtime 15). */
const titlePoints = 60;
const yearPoints: Readonly<Record<number, number>> = { 0: 25, 1: 15, 2: 5 };
/** A name without a year says little for or against a film. */
const unknownYearPoints = 10;
const runtimePoints = 15;
const unknownRuntimePoints = 7;
/** Shares of the runtime: PAL plays 4 % faster; other cuts and credits differ by more. */
const runtimeFits = 0.05;
const runtimeDiffers = 0.2;

/** Compares one search result with the file. Pure. */
export function scoreMatch(facts: FilmFacts, hit: MovieHit): ScoredHit {
  const main = bestSimilarity(facts.titles, [hit.title, hit.originalTitle]);
  const other = bestSimilarity(facts.titles, hit.otherTitles);
  const title = scoreTitle(main, other);
  const year = scoreYear(facts.year, hit.year);
  const runtime = scoreRuntime(facts.runtimeMinutes, hit.runtimeMinutes);
  const score = Math.round((title.points + year.points + runtime.points) * 10) / 10;
  return {
    hit,
    score,
    reasons: [title.reason, year.reason, runtime.reason],
    isExact: main === 1 && facts.year !== null && facts.year === hit.year,
  };
}

type Part = { points: number; reason: string };

const bestSimilarity = (ours: string[], theirs: (string | null)[]): number =>
  Math.max(0, ...ours.flatMap((a) => theirs.map((b) => (b === null ? 0 : titleSimilarity(a, b)))));

function scoreTitle(main: number, other: number): Part {
  const alike = Math.max(main, other);
  const points = titlePoints * alike;
  if (main === 1) return { points, reason: "The title is the same." };
  if (other > main && other === 1) return { points, reason: "Another title of the film is the same." };
  if (alike === 0) return { points, reason: "The title is another." };
  return { points, reason: `The title is alike (${alike.toFixed(2)} of 1).` };
}

function scoreYear(ours: number | null, theirs: number | null): Part {
  if (ours === null) return { points: unknownYearPoints, reason: "The file name has no year." };
  if (theirs === null) return { points: 0, reason: "The database has no year for this film." };
  const apart = Math.abs(ours - theirs);
  const points = yearPoints[apart] ?? 0;
  if (apart === 0) return { points, reason: `The year is the same (${theirs}).` };
  return { points, reason: `The year is ${theirs} and not ${ours}.` };
}

function scoreRuntime(ours: number | null, theirs: number | null): Part {
  // Less than a minute is no film: a sample, or a file whose length could not be read.
  if (ours === null || ours < 1 || theirs === null || theirs < 1) {
    return { points: unknownRuntimePoints, reason: "The runtime could not be compared." };
  }
  const apart = Math.abs(ours - theirs) / theirs;
  const share = 1 - Math.min(1, Math.max(0, (apart - runtimeFits) / (runtimeDiffers - runtimeFits)));
  const minutes = `${Math.round(ours)} minutes here, ${theirs} in the database`;
  return { points: runtimePoints * share, reason: `The runtime ${share > 0.5 ? "fits" : "differs"} (${minutes}).` };
}

/** Best first; popularity only decides between equals. */
export function rankMatches(facts: FilmFacts, hits: readonly MovieHit[]): ScoredHit[] {
  return hits
    .map((hit) => scoreMatch(facts, hit))
    .toSorted(
      (a, b) => b.score - a.score || b.hit.popularity - a.hit.popularity || a.hit.providerId - b.hit.providerId,
    );
}

export type Decision = { accepted: ScoredHit; because: string } | { accepted: undefined; because: string };

/**
 * Takes a match only when it is sure: exactly this title and year and no other with both; or a score above the threshold
 * that is clearly ahead of the second. Everything else is for a person. `ranked` comes from rankMatches.
 */
export function decideMatch(ranked: readonly ScoredHit[], { acceptScore, margin }: MatchRules): Decision {
  const [first, second] = ranked;
  if (first === undefined) return { accepted: undefined, because: "No film of this name was found." };
  const exact = ranked.filter(({ isExact }) => isExact);
  const [only] = exact;
  if (only !== undefined && exact.length === 1) {
    return { accepted: only, because: "Title and year are the same, and no other film has both." };
  }
  if (exact.length > 1) {
    return { accepted: undefined, because: `${exact.length} films have this title and year.` };
  }
  if (first.score < acceptScore) {
    return {
      accepted: undefined,
      because: `The best match has ${first.score} of 100 points, and ${acceptScore} are needed.`,
    };
  }
  const ahead = second === undefined ? Number.POSITIVE_INFINITY : first.score - second.score;
  if (ahead < margin) {
    return {
      accepted: undefined,
      because: `"${first.hit.title}" and "${second?.hit.title}" match almost equally well.`,
    };
  }
  return { accepted: first, because: `The match has ${first.score} of 100 points and is clearly ahead.` };
}
