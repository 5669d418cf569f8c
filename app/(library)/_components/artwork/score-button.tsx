"use client";

import { type PointerEvent, useState } from "react";
import { ScoreBreakdown } from "#components/score-breakdown.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { ScoreCriterion } from "#lib/artwork/vocabulary.ts";

const criteria = [
  ["resolution", "Resolution"],
  ["aspect", "Shape"],
  ["language", "Language"],
  ["votes", "Votes"],
  ["provider", "Provider"],
] as const satisfies readonly (readonly [ScoreCriterion, string])[];

export type ScoreButtonProps = {
  candidate: ShownCandidate;
  name: string;
  tabIndex?: number;
  /** The number alone, where there is little room. */
  isShort?: boolean;
};

/** The score; how it came about opens on hover, press and key. */
export function ScoreButton({ candidate, name, tabIndex, isShort = false }: ScoreButtonProps) {
  // Opened by the mouse over it, a press holds it open instead of closing it.
  const [open, setOpen] = useState<false | "hover" | "held">(false);
  const { score, breakdown } = candidate;
  if (score === null || breakdown === null) return null;
  const hover = (next: boolean) => (event: PointerEvent) => {
    if (event.pointerType === "mouse") setOpen((before) => (before === "held" ? before : next && "hover"));
  };
  return (
    <Popover open={open !== false} onOpenChange={(next) => setOpen(next && "held")}>
      <PopoverTrigger asChild>
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`Score ${Math.round(score)} of 100, ${name}`}
          onPointerEnter={hover(true)}
          onPointerLeave={hover(false)}
          onClick={(event) => {
            if (open !== "hover") return;
            event.preventDefault();
            setOpen("held");
          }}
          className="-mt-1 h-7 shrink-0 rounded-md px-1.5 font-medium text-2 text-xs hover:bg-surface-2 hover:text-1 touch:mt-0 touch:h-11 touch:border touch:border-border touch:px-3"
        >
          {!isShort && <span className="hidden touch:inline">Score </span>}
          {Math.round(score)}
        </button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={`How the score of ${name} came about`}
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        <ScoreBreakdown
          total={score}
          parts={criteria.map(([criterion, label]) => ({ label, ...breakdown[criterion] }))}
        />
      </PopoverContent>
    </Popover>
  );
}
