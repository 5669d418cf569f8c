import { cn } from "./cn.ts";

export type ScorePart = {
  /** "Resolution", "Language". */
  label: string;
  points: number;
  /** The most this part can give. */
  of: number;
  /** Why so many: "2000 × 3000", "English, your first choice". */
  reason?: string;
};

/** How a score came about: one bar for each part, the sum below. */
export function ScoreBreakdown({
  parts,
  total,
  of = 100,
  className,
}: {
  parts: readonly ScorePart[];
  total: number;
  /** The most there is. */
  of?: number;
  className?: string;
}) {
  return (
    <dl className={cn("grid gap-2 text-sm", className)}>
      {parts.map((part) => (
        <div key={part.label} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1">
          <dt className="text-1">
            {part.label}
            {part.reason && <span className="ml-2 text-3 text-xs">{part.reason}</span>}
          </dt>
          <dd className="text-2 text-xs">
            <span className="font-medium text-1">{formatPoints(part.points)}</span> / {part.of}
          </dd>
          <dd aria-hidden className="col-span-2 h-1 overflow-hidden rounded-full bg-surface-3">
            <div className="h-full rounded-full bg-accent-text" style={{ width: `${share(part)}%` }} />
          </dd>
        </div>
      ))}
      <div className="mt-1 flex items-baseline justify-between gap-4 border-border border-t pt-2 font-medium text-1">
        <dt>Score</dt>
        <dd>
          {formatPoints(total)} / {of}
        </dd>
      </div>
    </dl>
  );
}

function share({ points, of }: ScorePart): number {
  return of > 0 ? Math.min(100, Math.max(0, (points / of) * 100)) : 0;
}

function formatPoints(points: number): string {
  return Number.isInteger(points) ? String(points) : points.toFixed(1);
}
