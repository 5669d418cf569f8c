import { titleSimilarity } from "./title-similarity.ts";

/** What scoring reads of a search result; films and series have it alike. */
export type TitledHit = {
  providerId: number;
  title: string;
  originalTitle: string | null;
  otherTitles: readonly string[];
  year: number | null;
  popularity: number;
};

/** What is known of an item's name. */
export type NameFacts = {
  /** Every title it may have, the likeliest first. */
  titles: readonly string[];
  year: number | null;
};

/** Some of the points, with a sentence that says why. */
export type ScorePart = { points: number; reason: string };

export type Scored<H> = {
  hit: H;
  /** 0 to 100. */
  score: number;
  /** Sentences for a person, the weightiest first. */
  reasons: string[];
  /** Title (or original title) and year are exactly those of the file. */
  isExact: boolean;
};

export type MatchRules = { acceptScore: number; margin: number };
export type ItemNoun = { one: string; several: string };

/** Points of each part: title 60, year 25, and 15 for the runtime of a film or the episodes of a series. */
const titlePoints = 60;
const yearPoints: Readonly<Record<number, number>> = { 0: 25, 1: 15, 2: 5 };
/** A name without a year says little for or against. */
const unknownYearPoints = 10;
export const evidencePoints = 15;
export const unknownEvidencePoints = 7;

/** Compares one search result with an item. `evidence`: what its files say. Pure. */
export function scoreHit<H extends TitledHit>(facts: NameFacts, hit: H, evidence: ScorePart): Scored<H> {
  const main = bestSimilarity(facts.titles, [hit.title, hit.originalTitle]);
  const other = bestSimilarity(facts.titles, hit.otherTitles);
  const title = scoreTitle(main, other);
  const year = scoreYear(facts.year, hit.year);
  return {
    hit,
    score: Math.round((title.points + year.points + evidence.points) * 10) / 10,
    reasons: [title.reason, year.reason, evidence.reason],
    isExact: main === 1 && facts.year !== null && facts.year === hit.year,
  };
}

const bestSimilarity = (ours: readonly string[], theirs: readonly (string | null)[]): number =>
  Math.max(0, ...ours.flatMap((a) => theirs.map((b) => (b === null ? 0 : titleSimilarity(a, b)))));

function scoreTitle(main: number, other: number): ScorePart {
  const alike = Math.max(main, other);
  const points = titlePoints * alike;
  if (main === 1) return { points, reason: "The title is the same." };
  if (other === 1) return { points, reason: "Another of its titles is the same." };
  if (alike === 0) return { points, reason: "The title is another." };
  return { points, reason: `The title is alike (${alike.toFixed(2)} of 1).` };
}

function scoreYear(ours: number | null, theirs: number | null): ScorePart {
  if (ours === null) return { points: unknownYearPoints, reason: "The name has no year." };
  if (theirs === null) return { points: 0, reason: "The database has no year for it." };
  const apart = Math.abs(ours - theirs);
  const points = yearPoints[apart] ?? 0;
  if (apart === 0) return { points, reason: `The year is the same (${theirs}).` };
  return { points, reason: `The year is ${theirs} and not ${ours}.` };
}

/** Best first; popularity only decides between equals. */
export function sortScored<H extends TitledHit>(scored: readonly Scored<H>[]): Scored<H>[] {
  return scored.toSorted(
    (a, b) => b.score - a.score || b.hit.popularity - a.hit.popularity || a.hit.providerId - b.hit.providerId,
  );
}

export type Decision<H> = { accepted: Scored<H> | undefined; because: string };

/**
 * Takes a match only when it is sure: exactly this title and year and no other with both; or a score above the threshold
 * that is clearly ahead of the second. Everything else is for a person. `ranked` is best first.
 */
export function decideMatch<H extends TitledHit>(
  ranked: readonly Scored<H>[],
  { acceptScore, margin }: MatchRules,
  noun: ItemNoun,
): Decision<H> {
  const unsure = (because: string) => ({ accepted: undefined, because });
  const [first, second] = ranked;
  if (first === undefined) return unsure(`No ${noun.one} of this name was found.`);
  const exact = ranked.filter(({ isExact }) => isExact);
  const [only] = exact;
  if (only !== undefined && exact.length === 1) {
    return { accepted: only, because: `Title and year are the same, and no other ${noun.one} has both.` };
  }
  if (exact.length > 1) return unsure(`${exact.length} ${noun.several} have this title and year.`);
  if (first.score < acceptScore) {
    return unsure(`The best match has ${first.score} of 100 points, and ${acceptScore} are needed.`);
  }
  if (second !== undefined && first.score - second.score < margin) {
    return unsure(`${nameOfHit(first.hit)} and ${nameOfHit(second.hit)} match almost equally well.`);
  }
  return { accepted: first, because: `The match has ${first.score} of 100 points and is clearly ahead.` };
}

/** "The Matrix (1999)" */
export const nameOfHit = ({ title, year }: Pick<TitledHit, "title" | "year">): string =>
  year === null ? title : `${title} (${year})`;
