"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

const none: ReadonlySet<number> = new Set();
const listeners = new Set<() => void>();
let selected = none;
let anchor: number | undefined;

function set(next: ReadonlySet<number>): void {
  selected = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export type FilmSelection = {
  ids: ReadonlySet<number>;
  /** Adds or removes a film; with `range` all between it and the last one. */
  toggle: (movieId: number, range?: boolean) => void;
  set: (movieIds: Iterable<number>) => void;
  clear: () => void;
};

/** The films chosen in the list. It outlives the page, so that looking at one of them loses nothing. */
export function useFilmSelection(order: readonly number[]): FilmSelection {
  const all = useSyncExternalStore(
    subscribe,
    () => selected,
    () => none,
  );
  // Films that the filters hide now are not acted on.
  const ids = useMemo(() => (all.size === 0 ? none : new Set(order.filter((id) => all.has(id)))), [all, order]);

  const toggle = useCallback(
    (movieId: number, range = false) => {
      const next = new Set(order.filter((id) => selected.has(id)));
      const add = !next.has(movieId);
      const from = range && anchor !== undefined ? order.indexOf(anchor) : -1;
      const to = order.indexOf(movieId);
      const touched = from < 0 ? [movieId] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
      for (const id of touched) {
        if (add) next.add(id);
        else next.delete(id);
      }
      anchor = movieId;
      set(next);
    },
    [order],
  );
  return useMemo(
    () => ({ ids, toggle, set: (movieIds) => set(new Set(movieIds)), clear: () => set(none) }),
    [ids, toggle],
  );
}
