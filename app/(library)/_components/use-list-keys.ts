"use client";

import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { announceLeaving } from "#components/leaving.ts";
import { useKeys } from "#components/use-keys.ts";

/** Cards of the grid, rows of the table. */
const places = "[data-grid-index], tr[data-row-id]";
const links = "[data-grid-index] article > a, tr[data-row-id] td a";

type ListKeys = {
  /** Where the pages of the cards lie: "/movies". */
  address: string;
  /** Chooses a card with `x`. */
  select?: ((id: number) => void) | undefined;
  /** Keys that go to a page of the card with the focus, such as `{ e: "edit" }`. */
  pages?: Readonly<Record<string, string>>;
};

/** `j` and `k` move between cards, the first one in sight comes first; the other keys are about the one with the focus. */
export function useListKeys(area: RefObject<HTMLElement | null>, { address, select, pages = {} }: ListKeys) {
  const router = useRouter();

  const move = (step: 1 | -1) => {
    const found = [...(area.current?.querySelectorAll<HTMLAnchorElement>(links) ?? [])];
    // A row may hold more links than the one to its page, which comes first.
    const all = found.filter((link) => link === link.closest(places)?.querySelector("a"));
    const current = all.findIndex((link) => link.closest(places)?.contains(document.activeElement));
    const next = current < 0 ? all.find(isInSight) : all[current + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const open = (page: string) => () => {
    const id = focusedCard();
    if (id === undefined) return;
    const href = `${address}/${id}/${page}`;
    announceLeaving(href);
    router.push(href);
  };
  const choose = () => {
    const id = focusedCard();
    if (id !== undefined) select?.(id);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ...(select ? { x: choose } : {}),
    ...Object.fromEntries(Object.entries(pages).map(([key, page]) => [key, open(page)])),
  });
}

/** The film or series whose card or row has the focus. */
function focusedCard(): number | undefined {
  const href = document.activeElement?.closest(places)?.querySelector("a")?.getAttribute("href");
  const id = Number(href?.split("/").at(-1));
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

/** Not above the window and not behind the bar at its top. */
function isInSight(link: Element): boolean {
  return link.getBoundingClientRect().top >= 48;
}
