"use client";

import type { RefObject } from "react";
import { useKeys } from "#components/use-keys.ts";

/** Cards of the grid, rows of the table: the link that opens each. */
const links = "[data-grid-index] article > a, tr[data-row-id] td a";

/** `j` and `k` move between films, `x` chooses the one with the focus. The first film in sight comes first. */
export function useListKeys(area: RefObject<HTMLElement | null>, select: ((movieId: number) => void) | undefined) {
  const move = (step: 1 | -1) => {
    const all = [...(area.current?.querySelectorAll<HTMLAnchorElement>(links) ?? [])];
    const current = all.findIndex(
      (link) => link === document.activeElement || ownerOf(link)?.contains(document.activeElement),
    );
    const next = current < 0 ? all.find(isInSight) : all[current + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ...(select
      ? {
          x: () => {
            const link = document.activeElement?.closest("[data-grid-index], tr[data-row-id]")?.querySelector("a");
            const movieId = Number(link?.getAttribute("href")?.split("/").at(-1));
            if (Number.isInteger(movieId) && movieId > 0) select(movieId);
          },
        }
      : {}),
  });
}

const ownerOf = (link: Element) => link.closest("[data-grid-index], tr[data-row-id]");

function isInSight(link: Element): boolean {
  const { top, bottom } = link.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight + 200;
}
