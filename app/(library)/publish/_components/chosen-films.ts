"use client";

import { z } from "zod";

const key = "metarr.publish.films";
const stored = z.array(z.int().positive()).max(10_000);

/** Keeps the films whose plan is wanted for the page of the plan: thousands of ids are too long for an address. */
export function keepChosenFilms(movieIds: readonly number[]): void {
  sessionStorage.setItem(key, JSON.stringify(movieIds));
}

/** Empty when none were kept in this tab. */
export function readChosenFilms(): number[] {
  const text = sessionStorage.getItem(key);
  if (text === null) return [];
  try {
    const read = stored.safeParse(JSON.parse(text));
    return read.success ? read.data : [];
  } catch {
    // Not what we keep there: as good as nothing.
    return [];
  }
}

/** Where the plan of the kept films is made. */
export const chosenFilmsHref = "/publish?chosen=films";
