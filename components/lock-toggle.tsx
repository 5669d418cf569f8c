"use client";

import { Lock, LockOpen } from "lucide-react";
import { cn } from "./cn.ts";
import { Tooltip } from "./ui/tooltip.tsx";

export type LockToggleProps = {
  locked: boolean;
  onLockedChange: (locked: boolean) => void;
  /** What is locked, as people call it: "Title", "Poster". */
  subject: string;
  disabled?: boolean;
  className?: string;
};

/** Locks a field or a picture: automation then leaves it alone. Amber and closed when locked. */
export function LockToggle({ locked, onLockedChange, subject, disabled = false, className }: LockToggleProps) {
  const Icon = locked ? Lock : LockOpen;
  const hint = locked ? `${subject} is locked: only people change it` : `Lock ${subject} against automatic changes`;
  return (
    <Tooltip text={hint} shortcut="l">
      <button
        type="button"
        aria-pressed={locked}
        aria-label={`Lock ${subject}`}
        disabled={disabled}
        onClick={() => onLockedChange(!locked)}
        className={cn(
          "grid size-8 shrink-0 place-items-center rounded-lg transition-colors disabled:cursor-not-allowed disabled:opacity-50 touch:size-11",
          locked ? "bg-lock-soft text-lock hover:bg-lock/25" : "text-3 hover:bg-surface-2 hover:text-1",
          className,
        )}
      >
        <Icon aria-hidden className="size-4" strokeWidth={locked ? 2.25 : 1.75} />
      </button>
    </Tooltip>
  );
}
