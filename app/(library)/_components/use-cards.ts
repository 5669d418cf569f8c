"use client";

import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { CardCache, CardCacheState } from "./card-cache.ts";

const initialState: CardCacheState = { version: 0, problem: undefined };

/** What is known of films or series, with those that came with the page. A new function whenever more is known. */
export function useCards<Card>(
  cache: CardCache<Card>,
  cameWithPage: readonly Card[],
): { cardOf: (id: number) => Card | undefined; problem: string | undefined } {
  const { version, problem } = useSyncExternalStore(cache.subscribe, cache.getState, () => initialState);
  const own = useMemo(() => new Map(cameWithPage.map((card) => [cache.idOf(card), card])), [cache, cameWithPage]);
  // The server renders without the cache, which belongs to one browser.
  useLayoutEffect(() => cache.seed(cameWithPage), [cache, cameWithPage]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that the function knows more.
  const cardOf = useCallback((id: number) => cache.get(id) ?? own.get(id), [cache, own, version]);
  return { cardOf, problem };
}
