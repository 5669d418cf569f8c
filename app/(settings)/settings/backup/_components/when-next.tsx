"use client";

import { useInBrowser } from "#components/clock.ts";
import { dayForm, timeForm } from "#components/time-form.ts";

const format = { ...dayForm, ...timeForm } as const;

/** When the next backup is made by itself, in the person's own time. */
export function WhenNext({ at }: { at: Date | null }) {
  const inBrowser = useInBrowser();
  if (at === null) return "A worker makes one every night.";
  if (!inBrowser) return "One is made every night.";
  return `The next one is made on ${new Intl.DateTimeFormat(undefined, format).format(at)}.`;
}
