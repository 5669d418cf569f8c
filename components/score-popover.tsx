"use client";

import { type PointerEvent, useState } from "react";
import { cn } from "./cn.ts";
import { ScoreBreakdown, type ScorePart } from "./score-breakdown.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "./ui/popover.tsx";

export type ScorePopoverProps = {
  /** Names what has the score: "Poster 3 of Heat". */
  name: string;
  total: number;
  /** The most there is. */
  of?: number;
  parts: readonly ScorePart[];
  tabIndex?: number | undefined;
  /** The number alone, where there is little room. */
  isShort?: boolean;
};

/** A score; how it came about opens on hover, press and key. */
export function ScorePopover({ name, total, of = 100, parts, tabIndex, isShort = false }: ScorePopoverProps) {
  // Opened by the mouse over it, a press holds it open instead of closing it.
  const [open, setOpen] = useState<false | "hover" | "held">(false);
  const hover = (next: boolean) => (event: PointerEvent) => {
    if (event.pointerType === "mouse") setOpen((before) => (before === "held" ? before : next && "hover"));
  };
  return (
    <Popover open={open !== false} onOpenChange={(next) => setOpen(next && "held")}>
      <PopoverTrigger asChild>
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={`Score ${Math.round(total)} of ${of}, ${name}`}
          onPointerEnter={hover(true)}
          onPointerLeave={hover(false)}
          onClick={(event) => {
            if (open !== "hover") return;
            event.preventDefault();
            setOpen("held");
          }}
          className={cn(
            !isShort && "-mt-1",
            "h-7 shrink-0 rounded-md px-1.5 font-medium text-2 text-xs hover:bg-surface-2 hover:text-1 touch:mt-0 touch:h-11 touch:border touch:border-border touch:px-3",
          )}
        >
          {!isShort && <span className="hidden touch:inline">Score </span>}
          {Math.round(total)}
        </button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={`How the score of ${name} came about`}
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        <ScoreBreakdown total={total} of={of} parts={parts} />
      </PopoverContent>
    </Popover>
  );
}
