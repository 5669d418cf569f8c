"use client";

import {
  type IdentifyDialogProps as DialogProps,
  IdentifyDialog as MatchDialog,
} from "../../../_components/identify-dialog.tsx";
import type { Match } from "../../../_components/match-row.tsx";
import { findSeriesMatches, identifySeries } from "../identify-actions.ts";

type IdentifyDialogProps = Omit<DialogProps, "item"> & {
  show: { seriesId: number; title: string; year: number | null; tmdbId: number | null; tvdbId: number | null };
};

/** Lets a person say which series it is. */
export function IdentifyDialog({ show, ...props }: IdentifyDialogProps) {
  const { seriesId, title, year, tmdbId, tvdbId } = show;
  const item = {
    noun: "series",
    title,
    year,
    currentKey: tmdbId !== null ? `tmdb:${tmdbId}` : tvdbId !== null ? `tvdb:${tvdbId}` : null,
    find: (text: string) => findSeriesMatches({ seriesId, text }),
    pick: ({ provider, providerId, title: name, year: from }: Match) =>
      identifySeries({ seriesId, provider, providerId, name: from === null ? name : `${name} (${from})` }),
  };
  return <MatchDialog item={item} {...props} />;
}
