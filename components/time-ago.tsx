"use client";

import { useInBrowser, useNowMs } from "./clock.ts";
import { relativeTime } from "./relative-time.ts";
import { dayForm, timeForm } from "./time-form.ts";

const exact = { ...dayForm, ...timeForm, second: "2-digit" } as const;

type TimeAgoProps = {
  at: Date | string;
  /** "in 30 days" where others say "in 4 wk" and "next mo": for terms that are set in days. */
  inDays?: boolean;
  className?: string;
};

/** "3 min ago", with the exact local time on hover. Instants from the server may come as Date or ISO text. */
export function TimeAgo({ at, inDays = false, className }: TimeAgoProps) {
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
      {relativeTime(date.getTime(), nowMs, { inDays })}
    </time>
  );
}
