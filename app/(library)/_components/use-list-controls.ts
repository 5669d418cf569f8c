"use client";

import type { Options } from "nuqs";
import { type TransitionStartFunction, useCallback, useEffect, useRef } from "react";
import { listenForLeaving } from "#components/leaving.ts";
import { useTypedSearch } from "./use-typed-search.ts";

/** The place in the list is written down when scrolling rests. */
const placeDelayMs = 400;

/** What every list of cards has in its address. */
type ListAddress = { q?: string | null; view?: "grid" | "table" | null; at?: number | null };
type SetAddress = (change: ListAddress, options?: Options) => Promise<URLSearchParams>;

/** What a change of the list itself is sent with: the server answers it, and the list begins at its top. */
export const newList = (startTransition: TransitionStartFunction): Options => ({
  shallow: false,
  scroll: true,
  startTransition,
});

type ListControls = { q: string; setParams: SetAddress; startTransition: TransitionStartFunction };

/** Search, view and place of a list in its address. `q` is the search there. */
export function useListControls({ q, setParams, startTransition }: ListControls) {
  const typedSearch = useTypedSearch({
    q,
    send: (text) => void setParams({ q: text, at: null }, newList(startTransition)),
  });
  const setView = useCallback((view: "grid" | "table") => void setParams({ view, at: null }), [setParams]);
  const place = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isLeaving = useRef(false);
  // Waits here and not in the address: every change of parameters draws the page again, too dear while scrolling.
  const setPlace = useCallback(
    (at: number) => {
      clearTimeout(place.current);
      if (isLeaving.current) return;
      place.current = setTimeout(() => void setParams({ at }), placeDelayMs);
    },
    [setParams],
  );
  useEffect(() => {
    // The address of the list, written after a link was followed, would call that page back.
    const ended = listenForLeaving((leaving) => {
      isLeaving.current = leaving;
      if (leaving) clearTimeout(place.current);
    });
    return () => {
      ended();
      clearTimeout(place.current);
    };
  }, []);
  return { ...typedSearch, setView, setPlace };
}
