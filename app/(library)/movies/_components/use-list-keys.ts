"use client";

import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import { useKeys } from "#components/use-keys.ts";

/** Cards of the grid, rows of the table. */
const places = "[data-grid-index], tr[data-row-id]";
const links = "[data-grid-index] article > a, tr[data-row-id] td a";

/**
 * `j` and `k` move between films, the first one in sight comes first; `x` chooses the one with the focus, `e`, `a` and
 * `p` go to its edit, artwork and publish pages. Without `select` they only move.
 */
export function useListKeys(area: RefObject<HTMLElement | null>, select: ((movieId: number) => void) | undefined) {
  const router = useRouter();

  const move = (step: 1 | -1) => {
    const all = [...(area.current?.querySelectorAll<HTMLAnchorElement>(links) ?? [])];
    const current = all.findIndex((link) => link.closest(places)?.contains(document.activeElement));
    const next = current < 0 ? all.find(isInSight) : all[current + step];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const open = (page: string) => () => {
    const movieId = focusedFilm();
    if (movieId !== undefined) router.push(`/movies/${movieId}/${page}`);
  };
  const choose = () => {
    const movieId = focusedFilm();
    if (movieId !== undefined) select?.(movieId);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ...(select ? { x: choose, e: open("edit"), a: open("artwork"), p: open("publish") } : {}),
  });
}

/** The film whose card or row has the focus. */
function focusedFilm(): number | undefined {
  const href = document.activeElement?.closest(places)?.querySelector("a")?.getAttribute("href");
  const movieId = Number(href?.split("/").at(-1));
  return Number.isInteger(movieId) && movieId > 0 ? movieId : undefined;
}

/** Not above the window and not behind the bar at its top. */
function isInSight(link: Element): boolean {
  return link.getBoundingClientRect().top >= 48;
}
