/** A small ring that fills: something runs. */
export function LiveRing({ percent, label }: { percent: number; label: string }) {
  const shown = Math.min(100, Math.max(4, percent));
  return (
    <span className="inline-grid" title={`${label}: ${Math.round(percent)} %`}>
      <svg aria-hidden viewBox="0 0 16 16" className="-rotate-90 size-4" fill="none" strokeWidth="2.5">
        <circle cx="8" cy="8" r="6" className="stroke-surface-3" />
        <circle
          cx="8"
          cy="8"
          r="6"
          pathLength="100"
          strokeDasharray={`${shown} 100`}
          strokeLinecap="round"
          className="stroke-accent-text transition-[stroke-dasharray]"
        />
      </svg>
      <span className="sr-only">{`${label}: ${Math.round(percent)} percent`}</span>
    </span>
  );
}
