"use client";

import { debounce, useQueryStates } from "nuqs";
import { useCallback, useEffect, useRef, useTransition } from "react";
import { filmListParams } from "./film-list-params.ts";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;
/** The place in the list is written down when scrolling rests. */
const placeDelayMs = 400;

/** The list in the address. `pending` while the server answers new filters; the old films stay until then. */
export function useFilmListParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(filmListParams, { history: "replace" });
  type Change = Exclude<Parameters<typeof setParams>[0], null | ((...args: never) => unknown)>;

  /** Changes what is listed; the list then begins at its top. */
  const setList = useCallback(
    (change: Change) => void setParams({ ...change, at: null }, { shallow: false, scroll: true, startTransition }),
    [setParams],
  );
  const search = useCallback(
    (q: string) => {
      const options = { shallow: false, scroll: true, startTransition };
      // Clearing is meant at once.
      void setParams({ q, at: null }, q === "" ? options : { ...options, limitUrlUpdates: debounce(searchDelayMs) });
    },
    [setParams],
  );
  const setView = useCallback((view: "grid" | "table") => void setParams({ view, at: null }), [setParams]);
  const place = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Waits here and not in the address: every change of parameters draws the page again, too dear while scrolling.
  const setPlace = useCallback(
    (at: number) => {
      clearTimeout(place.current);
      place.current = setTimeout(() => void setParams({ at }), placeDelayMs);
    },
    [setParams],
  );
  useEffect(() => () => clearTimeout(place.current), []);
  return { params, pending, setList, search, setView, setPlace };
}

export type FilmListControls = ReturnType<typeof useFilmListParams>;
