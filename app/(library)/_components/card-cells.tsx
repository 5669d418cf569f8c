"use client";

import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from "react";
import type { PictureSource } from "#components/artwork-source.ts";
import { Poster } from "#components/poster.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { CardCache } from "./card-cache.ts";

/** A row of a table of cards: its card may still have to be loaded. */
export type CardTableRow<Card> = { id: number; cameWithPage: Card | undefined };

export const dash = <span className="text-3">None</span>;

/** Makes cells of a table whose cards come from a cache: each loads its card when the row comes into sight. */
export const cardCells =
  <Card,>(cache: CardCache<Card>) =>
  (show: (card: Card) => ReactNode) =>
  (row: CardTableRow<Card>) => (
    <CardCell cache={cache} row={row}>
      {show}
    </CardCell>
  );

type CardCellProps<Card> = {
  cache: CardCache<Card>;
  row: CardTableRow<Card>;
  children: (card: Card) => ReactNode;
};

function CardCell<Card>({ cache, row, children }: CardCellProps<Card>) {
  const card = useSyncExternalStore(
    cache.subscribe,
    () => cache.get(row.id) ?? row.cameWithPage,
    () => row.cameWithPage,
  );
  useEffect(() => cache.need([row.id]), [cache, row.id]);
  return card ? children(card) : <Skeleton className="h-4 w-2/3" />;
}

/** A row for each id, with the card that came with the page. */
export function useCardRows<Card>(
  cache: CardCache<Card>,
  order: readonly number[],
  cameWithPage: readonly Card[],
): CardTableRow<Card>[] {
  return useMemo(() => {
    const cards = new Map(cameWithPage.map((card) => [cache.idOf(card), card]));
    return order.map((id) => ({ id, cameWithPage: cards.get(id) }));
  }, [cache, order, cameWithPage]);
}

/** The first cell: a small poster and the title. */
export function TitleCell({
  title,
  picture,
  children,
}: {
  title: string;
  picture: PictureSource | null;
  children?: ReactNode;
}) {
  return (
    <span className="flex items-center gap-3">
      <Poster picture={picture} title={title} decorative sizes="24px" className="w-6 shrink-0 rounded-sm" />
      <span title={title} className="truncate">
        {title}
      </span>
      {children}
    </span>
  );
}
