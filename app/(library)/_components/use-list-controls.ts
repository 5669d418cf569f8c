"use client";

import { debounce, type Options } from "nuqs";
import { type TransitionStartFunction, useCallback, useEffect, useRef } from "react";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;
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

const isOtherPage = (href: string) => URL.parse(href, window.location.href)?.pathname !== window.location.pathname;

/** Search, view and place of a list in its address. */
export function useListControls(setParams: SetAddress, startTransition: TransitionStartFunction) {
  const search = useCallback(
    (q: string) => {
      const options = newList(startTransition);
      // Clearing is meant at once.
      void setParams({ q, at: null }, q === "" ? options : { ...options, limitUrlUpdates: debounce(searchDelayMs) });
    },
    [setParams, startTransition],
  );
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
    const leave = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const opensHere = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      isLeaving.current = opensHere && link !== null && isOtherPage(link.getAttribute("href") ?? "");
      if (isLeaving.current) clearTimeout(place.current);
    };
    document.addEventListener("click", leave, { capture: true });
    return () => {
      document.removeEventListener("click", leave, { capture: true });
      clearTimeout(place.current);
    };
  }, []);
  return { search, setView, setPlace };
}
