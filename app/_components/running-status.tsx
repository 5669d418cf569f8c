"use client";

import Link from "next/link";
import { LiveRing } from "#components/live-ring.tsx";
import { useLive } from "./live.tsx";

/** In the top bar: what runs now, with the way to its page. */
export function RunningStatus() {
  const running = useLive((state) => state.jobs.running);
  const count = useLive((state) => state.jobs.counts.running);
  const [first] = running;
  if (!first) return null;
  const label = first.subject ? `${first.label}: ${first.subject}` : first.label;
  return (
    <Link
      href="/activity"
      className="flex h-8 min-w-0 max-w-72 items-center gap-2 rounded-lg px-2 text-2 text-sm transition-colors hover:bg-surface-2 hover:text-1 touch:h-11"
    >
      <LiveRing percent={first.percent} label={label} />
      <span aria-hidden className="truncate max-md:hidden">
        {label}
      </span>
      {count > 1 && <span className="shrink-0 text-3 text-xs max-md:hidden">+{count - 1}</span>}
    </Link>
  );
}
