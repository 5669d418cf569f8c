"use client";

import { useCallback, useRef } from "react";
import type { CardCache } from "./card-cache.ts";
import type { VisibleRange } from "./poster-grid.tsx";
import { useCards } from "./use-cards.ts";
import { useListNews } from "./use-list-news.ts";

/** Cards beyond the edges of the page that are loaded ahead. */
const loadAhead = 60;

type CardList<Card> = {
  /** The page of the list: "/movies". */
  address: string;
  /** The query string of the list, with its question mark; empty for none. */
  query: string;
  cache: CardCache<Card>;
  /** Ids of all that match, in order. */
  order: readonly number[];
  /** The cards of them that are known from the start. */
  cameWithPage: readonly Card[];
  /** Index of the first card in sight, to come back to. */
  at: number;
  setPlace: (at: number) => void;
};

/** The cards of a list as they come into sight, and what is new since the list was made. */
export function useCardList<Card>({ address, query, cache, order, cameWithPage, at, setPlace }: CardList<Card>) {
  const { cardOf, problem } = useCards(cache, cameWithPage);
  const range = useRef<VisibleRange>({ firstVisible: at, first: 0, last: loadAhead });
  const news = useListNews({ address, cache, order, range, query });
  const onVisibleChange = useCallback(
    (visible: VisibleRange) => {
      cache.need(order.slice(Math.max(0, visible.first - loadAhead), visible.last + loadAhead));
      if (visible.firstVisible !== range.current.firstVisible) setPlace(visible.firstVisible);
      range.current = visible;
    },
    [cache, order, setPlace],
  );
  return {
    cardOf,
    news,
    onVisibleChange,
    problem: problem === undefined ? undefined : { description: problem, onRetry: retry },
  };

  function retry() {
    cache.refresh(order.slice(range.current.first, range.current.last + 1));
  }
}
