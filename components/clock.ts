"use client";

import { useSyncExternalStore } from "react";

// One clock for all relative times of a page: a table of 200 rows must not run 200 timers.
const tickMs = 15_000;
const listeners = new Set<() => void>();
let nowMs = roundedNow();
let timer: ReturnType<typeof setInterval> | undefined;

/** The server and the first render in the browser mostly agree when both leave out the seconds. */
function roundedNow(): number {
  return Math.floor(Date.now() / tickMs) * tickMs;
}

function tick() {
  nowMs = roundedNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in milliseconds since 1970, moving every 15 seconds. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs, roundedNow);
}

const never = () => () => undefined;

/** False on the server and while the page wakes up; true after. For what only the browser knows, such as its time zone. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
