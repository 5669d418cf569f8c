"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { LiveJobs } from "#app/_server/live-jobs.ts";
import { createLiveStore, type LiveState, type LiveStore } from "./live-store.ts";

const LiveContext = createContext<LiveStore | undefined>(undefined);

/** Keeps what runs up to date below it, from what the server rendered on. */
export function LiveProvider({ initial, children }: { initial: LiveJobs; children: ReactNode }) {
  const [store] = useState(() => createLiveStore(initial));
  useEffect(() => store.connect(), [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** A part of what is live. `select` gives a part of the state, not something new each time. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const store = useContext(LiveContext);
  if (!store) throw new Error("useLive() needs the signed-in shell around it.");
  const read = () => select(store.getState());
  return useSyncExternalStore(store.subscribe, read, read);
}

/** Runs soon after jobs have ended, at most this often; for lists that show what jobs change. */
export function useAfterJobs(refresh: () => void, everyMs = 2_500): void {
  const ended = useLive((state) => state.jobs.counts.ended);
  const latest = useRef(refresh);
  const known = useRef({ ended, atMs: 0 });
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    if (known.current.ended === ended) return;
    const waitMs = Math.max(0, known.current.atMs + everyMs - performance.now());
    const timer = setTimeout(() => {
      known.current = { ended, atMs: performance.now() };
      latest.current();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [ended, everyMs]);
}
