import { ScorePopover } from "#components/score-popover.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { ScoreCriterion } from "#lib/artwork/vocabulary.ts";

const criteria = [
  ["resolution", "Resolution"],
  ["aspect", "Shape"],
  ["language", "Language"],
  ["votes", "Votes"],
  ["provider", "Provider"],
] as const satisfies readonly (readonly [ScoreCriterion, string])[];

type ScoreButtonProps = {
  candidate: ShownCandidate;
  name: string;
  tabIndex?: number;
  /** The number alone, where there is little room. */
  isShort?: boolean;
};

/** The score of a picture, and how it came about. */
export function ScoreButton({ candidate, name, tabIndex, isShort = false }: ScoreButtonProps) {
  const { score, breakdown } = candidate;
  if (score === null || breakdown === null) return null;
  const parts = criteria.map(([criterion, label]) => ({ label, ...breakdown[criterion] }));
  return <ScorePopover name={name} total={score} parts={parts} tabIndex={tabIndex} isShort={isShort} />;
}
