"use client";

import { useInBrowser, useNowMs } from "./clock.ts";
import { relativeTime } from "./relative-time.ts";
import { dayForm, timeForm } from "./time-form.ts";

const exact = { ...dayForm, ...timeForm, second: "2-digit" } as const;

/** "3 min ago", with the exact local time on hover. Instants from the server may come as Date or ISO text. */
export function TimeAgo({ at, className }: { at: Date | string; className?: string }) {
  const nowMs = useNowMs();
  const inBrowser = useInBrowser();
  const date = new Date(at);
  const iso = date.toISOString();
  return (
    <time
      dateTime={iso}
      title={inBrowser ? new Intl.DateTimeFormat(undefined, exact).format(date) : iso}
      className={className}
      suppressHydrationWarning
    >
      {relativeTime(date.getTime(), nowMs)}
    </time>
  );
}
