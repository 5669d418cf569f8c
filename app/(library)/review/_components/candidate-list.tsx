"use client";

import { type MouseEventHandler, useEffect, useRef } from "react";
import { cn } from "#components/cn.ts";
import { Poster } from "#components/poster.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ReviewCandidate } from "#lib/review/vocabulary.ts";
import { formatMinutes, nameOfFilm } from "../../_components/format.ts";

export type CandidateListProps = {
  candidates: readonly ReviewCandidate[];
  chosen: number;
  onChoose: (index: number) => void;
  /** Gives the handler of a press that accepts it. */
  onAccept: (candidate: ReviewCandidate) => MouseEventHandler;
};

const providerLabels: Readonly<Record<string, string>> = { tmdb: "TMDB", tvdb: "TVDB", tvmaze: "TVmaze" };

/** Who it might be, side by side, the likeliest first. */
export function CandidateList({ candidates, chosen, onChoose, onAccept }: CandidateListProps) {
  return (
    <ul aria-label="What it might be" className="grid content-start gap-3 sm:grid-cols-2 2xl:grid-cols-3">
      {candidates.map((candidate, index) => (
        <Candidate
          key={candidate.candidateId}
          candidate={candidate}
          isChosen={index === chosen}
          onChoose={() => onChoose(index)}
          onAccept={onAccept(candidate)}
        />
      ))}
    </ul>
  );
}

type CandidateProps = {
  candidate: ReviewCandidate;
  isChosen: boolean;
  onChoose: () => void;
  onAccept: MouseEventHandler;
};

function Candidate({ candidate, isChosen, onChoose, onAccept }: CandidateProps) {
  const { candidateId, title, originalTitle, runtimeMinutes, overview, score, reasons } = candidate;
  const name = nameOfFilm(candidate);
  const place = useRef<HTMLLIElement>(null);
  const wasChosen = useRef(isChosen);
  useEffect(() => {
    if (isChosen && !wasChosen.current) place.current?.scrollIntoView({ block: "nearest" });
    wasChosen.current = isChosen;
  }, [isChosen]);
  return (
    <li
      ref={place}
      aria-current={isChosen}
      onPointerEnter={(event) => event.pointerType === "mouse" && onChoose()}
      className={cn(
        "flex min-w-0 scroll-my-20 gap-3 rounded-lg border bg-surface-1 p-3",
        isChosen ? "border-accent ring-1 ring-accent" : "border-border",
      )}
    >
      <Poster
        picture={candidate.hasPoster ? { src: `/review/poster?candidate=${candidateId}` } : null}
        title={name}
        decorative
        className="w-20 shrink-0 self-start sm:w-24"
      />
      <div className="grid min-w-0 flex-1 content-start gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="wrap-anywhere font-medium text-1">{name}</span>
          <Badge tone={score >= 85 ? "positive" : score >= 60 ? "warning" : "neutral"}>
            {Math.round(score)} of 100
          </Badge>
        </p>
        <p className="text-3 text-xs">
          {[
            originalTitle !== title && originalTitle,
            runtimeMinutes && formatMinutes(runtimeMinutes),
            `${providerLabels[candidate.provider] ?? candidate.provider} ${candidate.providerId}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <p className="text-2 text-sm">{reasons.join(" ")}</p>
        {overview && <p className="line-clamp-3 text-3 text-sm">{overview}</p>}
        <Button
          variant={isChosen ? "primary" : "secondary"}
          className="mt-1 w-fit"
          onClick={onAccept}
          aria-label={`This is it: ${name}`}
        >
          This is it
        </Button>
      </div>
    </li>
  );
}
