"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { nameOfFilm } from "../../../_components/format.ts";
import { type Match, MatchRow } from "../../../_components/match-row.tsx";
import { takeBack } from "../../../_components/take-back.ts";
import { identifyFilm } from "../actions.ts";

export type ReviewListProps = { movieId: number; tmdbId: number | null; candidates: readonly Match[] };

/** What identification found and was not sure about, the likeliest first. */
export function ReviewList({ movieId, tmdbId, candidates }: ReviewListProps) {
  const [pickedId, setPickedId] = useState<string>();
  const [, startTransition] = useTransition();

  function pick(match: Match) {
    setPickedId(match.key);
    startTransition(async () => {
      const result = await answered(identifyFilm({ movieId, tmdbId: match.providerId, name: nameOfFilm(match) }));
      setPickedId(undefined);
      if (!result.ok) {
        toastFailed("The film was not identified", { description: result.error.message });
        return;
      }
      const { eventId } = result.data;
      toastDone(`This is ${nameOfFilm(match)} now`, {
        description: "Its metadata is being fetched.",
        onUndo: () => void takeBack(eventId),
      });
    });
  }

  return (
    <ul aria-label="Films it might be" className="grid gap-2">
      {candidates.map((match) => (
        <MatchRow
          key={match.key}
          match={match}
          isCurrent={match.providerId === tmdbId}
          pending={pickedId === match.key}
          onPick={() => pick(match)}
        />
      ))}
    </ul>
  );
}
