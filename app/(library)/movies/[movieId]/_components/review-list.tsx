"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { nameOfFilm } from "../../../_components/format.ts";
import { identifyFilm } from "../actions.ts";
import { type Match, MatchRow } from "./match-row.tsx";

export type ReviewListProps = { movieId: number; tmdbId: number | null; candidates: readonly Match[] };

/** What identification found and was not sure about, the likeliest first. */
export function ReviewList({ movieId, tmdbId, candidates }: ReviewListProps) {
  const [pickedId, setPickedId] = useState<number>();
  const [, startTransition] = useTransition();

  function pick(match: Match) {
    setPickedId(match.tmdbId);
    startTransition(async () => {
      const result = await answered(identifyFilm({ movieId, tmdbId: match.tmdbId }));
      setPickedId(undefined);
      if (result.ok) toastDone(`This is ${nameOfFilm(match)} now`, { description: "Its metadata is being fetched." });
      else toastFailed("The film was not identified", { description: result.error.message });
    });
  }

  return (
    <ul aria-label="Films it might be" className="grid gap-2">
      {candidates.map((match) => (
        <MatchRow
          key={match.tmdbId}
          match={match}
          movieId={movieId}
          isCurrent={match.tmdbId === tmdbId}
          pending={pickedId === match.tmdbId}
          onPick={() => pick(match)}
        />
      ))}
    </ul>
  );
}
