import type { trailerCandidates } from "#db/schema/index.ts";
import { mayTry } from "./failures.ts";
import { byTrailerScore, scoreTrailer, type TrailerTaste } from "./score-trailer.ts";
import { trailerWeights } from "./vocabulary.ts";

export type TrailerRow = typeof trailerCandidates.$inferSelect;

export type NextStep =
  /** Ask what it is: it may be better than all that are known. */
  | { kind: "examine"; row: TrailerRow }
  /** The best there is. */
  | { kind: "choose"; row: TrailerRow }
  | { kind: "none" };

type Choosing = TrailerTaste & {
  now: Date;
  /** Also what failed before its time. */
  force?: boolean | undefined;
  /** Those that were tried by the same job already. */
  tried?: ReadonlySet<number>;
  /** A person chose: nothing else is looked at. */
  isLocked: boolean;
  /** Whether anybody here can read it: pages need yt-dlp. */
  canRead(row: TrailerRow): boolean;
};

/** What failed since it was looked at is looked at again. */
const isKnown = (row: TrailerRow) => row.cacheVideoFileId !== null || (row.analyzed && row.failureReason === null);

/**
 * What to do next to have the best trailer. Pure. A candidate is looked at only when it could be better than the best one
 * that is known, so that one look is enough for most films. An equal one does not take the place of what is chosen.
 */
export function nextTrailerStep(rows: readonly TrailerRow[], choosing: Choosing): NextStep {
  const { isLocked, canRead } = choosing;
  const { tried } = choosing;
  const mayRead = (row: TrailerRow) => !(tried?.has(row.id) && !isKnown(row)) && mayTry(row, choosing) && canRead(row);
  const able = rows.filter((row) => row.cacheVideoFileId !== null || mayRead(row));
  const possible = able.filter((row) => !isLocked || row.isSelected);
  const ranked = possible.map((row) => ({ id: row.id, score: bestScoreOf(row, choosing), row })).toSorted(byChoice);
  const [first] = ranked;
  if (!first) return { kind: "none" };
  return { kind: isKnown(first.row) ? "choose" : "examine", row: first.row };
}

/** The score, or the most it can become. A copy of what is gone is better than nothing, and no more than that. */
function bestScoreOf(row: TrailerRow, taste: TrailerTaste): number {
  if (row.failureReason === "unavailable") return -1;
  const { score, breakdown } = scoreTrailer(row, taste);
  return isKnown(row) ? score : score - breakdown.resolution.points + trailerWeights.resolution;
}

type Ranked = { id: number; score: number; row: TrailerRow };

const byChoice = (one: Ranked, other: Ranked): number =>
  other.score - one.score ||
  Number(other.row.isSelected) - Number(one.row.isSelected) ||
  Number(isKnown(other.row)) - Number(isKnown(one.row)) ||
  byTrailerScore(one, other);

/** Whether a job has anything to do: an unchanged film gets none. */
export function needsSelection(rows: readonly TrailerRow[], choosing: Choosing): boolean {
  const step = nextTrailerStep(rows, choosing);
  if (step.kind !== "choose") return step.kind === "examine";
  return !step.row.isSelected || step.row.cacheVideoFileId === null;
}
