import { cn } from "../cn.ts";

const fills = {
  accent: "bg-accent-text",
  positive: "bg-positive",
  warning: "bg-warning",
  danger: "bg-danger",
} as const;

/** A bar from 0 to 100. `label` names what goes on. For a bar with its number and rate use ProgressLine. */
export function Progress({
  percent,
  label,
  tone = "accent",
  className,
}: {
  percent: number;
  label: string;
  tone?: keyof typeof fills;
  className?: string;
}) {
  const shown = Math.round(Math.min(100, Math.max(0, percent)));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={shown}
      className={cn("h-1 w-full overflow-hidden rounded-full bg-surface-3", className)}
    >
      <div className={cn("h-full rounded-full transition-[width]", fills[tone])} style={{ width: `${shown}%` }} />
    </div>
  );
}
