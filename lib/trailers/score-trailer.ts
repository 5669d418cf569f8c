import type { ScorePart, TrailerScore } from "#db/schema/index.ts";
import { trailerWeights } from "./vocabulary.ts";

export type ScorableTrailer = {
  sourceType: "provider" | "user" | "upload";
  tmdbOfficial: boolean | null;
  /** ISO 639-1. */
  tmdbLanguage: string | null;
  /** Size of the best picture that can be had; null until that is known. */
  bestWidth: number | null;
  bestHeight: number | null;
};

export type TrailerTaste = { languages: readonly string[]; maxHeight: number };

/** What each later choice of a language loses. */
const languageStep = 0.25;
/** Until a video was looked at it is taken for a middling one. */
const unknownShare = 0.5;

/**
 * Scores a trailer from 0 to 190, with what each criterion gave and why: official 100, language 50 by the order wanted,
 * resolution 40 up to the most that is downloaded.
 */
export function scoreTrailer(
  candidate: ScorableTrailer,
  taste: TrailerTaste,
): { score: number; breakdown: TrailerScore } {
  const breakdown: TrailerScore = {
    official: scoreOfficial(candidate),
    language: scoreLanguage(candidate, taste),
    resolution: scoreResolution(candidate, taste),
  };
  const score = breakdown.official.points + breakdown.language.points + breakdown.resolution.points;
  return { score, breakdown };
}

const share = (of: number, part: number, reason: string): ScorePart => ({ points: Math.round(of * part), of, reason });

function scoreOfficial({ sourceType, tmdbOfficial }: ScorableTrailer): ScorePart {
  const of = trailerWeights.official;
  if (sourceType !== "provider") return share(of, 1, "Your own trailer");
  if (tmdbOfficial === null) return share(of, 0, "Nobody says whether it is official");
  return tmdbOfficial ? share(of, 1, "The official trailer") : share(of, 0, "Not official");
}

function scoreLanguage({ sourceType, tmdbLanguage }: ScorableTrailer, { languages }: TrailerTaste): ScorePart {
  const of = trailerWeights.language;
  if (tmdbLanguage === null) {
    return sourceType === "provider" ? share(of, 0, "Language unknown") : share(of, 1, "Your own trailer");
  }
  const place = languages.indexOf(tmdbLanguage);
  if (place === -1) return share(of, 0, `Language ${tmdbLanguage}: not among the wanted languages`);
  const part = Math.max(0, 1 - place * languageStep);
  return share(of, part, `Language ${tmdbLanguage}: choice ${place + 1} of ${languages.length}`);
}

function scoreResolution({ bestWidth, bestHeight }: ScorableTrailer, { maxHeight }: TrailerTaste): ScorePart {
  const of = trailerWeights.resolution;
  if (bestHeight === null || bestHeight <= 0)
    return share(of, unknownShare, "The size is not known until it is tested");
  // A film in scope has fewer lines than people call it: 1920 × 800 is 1080p without its black bars.
  const lines = Math.max(bestHeight, Math.round(((bestWidth ?? 0) * 9) / 16));
  const part = Math.min(1, lines / maxHeight);
  return share(of, part, part === 1 ? `${lines}p, sharp enough` : `${lines}p of ${maxHeight}p`);
}

export type RankedTrailer = { id: number; score: number | null };

/** Best first; equal ones by age of the row, so that the order is stable. */
export const byTrailerScore = (one: RankedTrailer, other: RankedTrailer): number =>
  (other.score ?? 0) - (one.score ?? 0) || one.id - other.id;
