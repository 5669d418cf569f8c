"use client";

import { type ReactNode, useCallback } from "react";
import { PosterCardSkeleton, posterCardTextPx } from "#components/poster-card.tsx";
import { phoneQuery, useMediaQuery } from "#components/use-media-query.ts";
import { VirtualGrid } from "#components/virtual-grid.tsx";
import type { CardCache } from "./card-cache.ts";

const cardHeightPx = (widthPx: number) => widthPx * 1.5 + posterCardTextPx;
const placeholder = () => <PosterCardSkeleton />;

/** How wide a poster of the grid is, for the browser's choice of a file. */
export const gridPosterSizes = "(width < 48rem) 30vw, 180px";
/** Posters of the grid that are loaded at once. */
export const eagerPosters = 12;

export type VisibleRange = { firstVisible: number; first: number; last: number };

export type PosterGridProps<Card> = {
  /** Names the list for screen readers. */
  label: string;
  /** Ids of all cards, in order. */
  order: readonly number[];
  cardOf: (id: number) => Card | undefined;
  idOf: CardCache<Card>["idOf"];
  /** Keep it in useCallback: cards are drawn again when it changes. */
  renderCard: (card: Card, index: number) => ReactNode;
  initialIndex: number;
  onVisibleChange: (range: VisibleRange) => void;
};

/** Posters of any number of films or series. */
export function PosterGrid<Card>({ order, cardOf, idOf, renderCard, ...grid }: PosterGridProps<Card>) {
  const phone = useMediaQuery(phoneQuery);
  const itemAt = useCallback(
    (index: number) => {
      const id = order[index];
      return id === undefined ? undefined : cardOf(id);
    },
    [order, cardOf],
  );
  return (
    <VirtualGrid
      {...grid}
      count={order.length}
      itemAt={itemAt}
      itemKey={idOf}
      renderItem={renderCard}
      renderPlaceholder={placeholder}
      minCardWidthPx={phone ? 104 : 150}
      gapPx={phone ? 12 : 20}
      cardHeightPx={cardHeightPx}
    />
  );
}
