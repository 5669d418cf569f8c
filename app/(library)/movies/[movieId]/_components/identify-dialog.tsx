"use client";

import {
  type IdentifyDialogProps as DialogProps,
  IdentifyDialog as MatchDialog,
} from "../../../_components/identify-dialog.tsx";
import { findMatches, identifyFilm } from "../actions.ts";

export type IdentifyDialogProps = Omit<DialogProps, "item"> & {
  film: { movieId: number; title: string; year: number | null; tmdbId: number | null };
};

/** Lets a person say which film it is. */
export function IdentifyDialog({ film, ...props }: IdentifyDialogProps) {
  const { movieId, title, year, tmdbId } = film;
  const item = {
    noun: "film",
    title,
    year,
    currentKey: tmdbId === null ? null : `tmdb:${tmdbId}`,
    find: (text: string) => findMatches({ movieId, text }),
    pick: ({ providerId, title: name, year: from }: { providerId: number; title: string; year: number | null }) =>
      identifyFilm({ movieId, tmdbId: providerId, name: from === null ? name : `${name} (${from})` }),
  };
  return <MatchDialog item={item} {...props} />;
}
