"use client";

import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { Film } from "./film.ts";
import { filmCache } from "./film-cache.ts";

const initialState = filmCache.getState();

/** What is known of films, with those that came with the page. A new function whenever more is known. */
export function useFilms(cameWithPage: readonly Film[]): {
  filmOf: (movieId: number) => Film | undefined;
  problem: string | undefined;
} {
  const { version, problem } = useSyncExternalStore(filmCache.subscribe, filmCache.getState, () => initialState);
  const own = useMemo(() => new Map(cameWithPage.map((film) => [film.movieId, film])), [cameWithPage]);
  // The server renders without the cache, which belongs to one browser.
  useLayoutEffect(() => filmCache.seed(cameWithPage), [cameWithPage]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that the function knows more.
  const filmOf = useCallback((movieId: number) => filmCache.get(movieId) ?? own.get(movieId), [own, version]);
  return { filmOf, problem };
}
