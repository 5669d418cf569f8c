import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Progress } from "./ui/progress.tsx";

export type ProgressLineProps = {
  /** What runs: "Scan Movies". */
  label: string;
  /** 0 to 100. */
  percent: number;
  /** Rate, count or remaining time: "340/s · 12 s left". */
  note?: ReactNode;
  tone?: "accent" | "positive" | "warning" | "danger";
  /** At the end: a cancel button. */
  action?: ReactNode;
  className?: string;
};

/** What runs, how far it is, how fast. Screen readers read the bar when they come to it; it does not interrupt them. */
export function ProgressLine({ label, percent, note, tone = "accent", action, className }: ProgressLineProps) {
  return (
    <div className={cn("flex items-center gap-3", className)}>
      <div className="grid min-w-0 flex-1 gap-2">
        <div className="flex items-baseline gap-2 text-sm">
          <span className="truncate font-medium text-1">{label}</span>
          {note && <span className="truncate text-3 text-xs">{note}</span>}
          <span className="ml-auto shrink-0 pl-2 text-2 text-xs">{Math.round(percent)} %</span>
        </div>
        <Progress percent={percent} label={label} tone={tone} />
      </div>
      {action}
    </div>
  );
}
