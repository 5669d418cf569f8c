"use client";

import { Ban, Check, CircleAlert, MoreHorizontal, Undo2 } from "lucide-react";
import { cachedPicture } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts, ownSources } from "#lib/artwork/vocabulary.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import { formatCount, nameOfLanguage } from "../format.ts";
import { isSeeThrough, seeThroughClasses } from "../see-through.ts";
import { ScoreButton } from "./score-button.tsx";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";

export type CandidateCardProps = {
  candidate: ShownCandidate;
  type: ArtworkTypeSummary;
  /** Names the picture: "Poster 3 of Heat". */
  name: string;
  mayEdit: boolean;
  eager: boolean;
  onPick: () => void;
  onUnpick: () => void;
  onBlock: (blocked: boolean) => void;
};

export function CandidateCard(props: CandidateCardProps) {
  const { candidate, type, name, mayEdit, eager, onPick } = props;
  const { isSelected, isBlocked, rank, failureReason, hash } = candidate;
  const { ideal } = artworkFacts[type.type];
  const isPickable = mayEdit && !(isSelected && rank === 1);
  const hasHoles = isSeeThrough(type.type);
  const isOwn = ownSources.some((source) => source === candidate.provider);
  const picture = hash
    ? cachedPicture({ hash, thumbhash: hasHoles ? null : candidate.thumbhash })
    : // What a person brought is shown once it was checked.
      isOwn
      ? null
      : { src: `/api/artwork/candidate/${candidate.candidateId}` };
  return (
    <li className="group/card min-w-0">
      <Picture
        picture={picture}
        alt={name}
        width={candidate.width ?? ideal.width}
        height={candidate.height ?? ideal.height}
        fit="contain"
        sizes={ideal.width > ideal.height ? "(width < 48rem) 90vw, 400px" : "(width < 48rem) 45vw, 200px"}
        eager={eager}
        missing={isOwn && !failureReason ? <span className="text-2 text-xs">Being checked</span> : undefined}
        className={cn(
          isSelected && "ring-2 ring-accent-text ring-offset-2 ring-offset-background",
          isBlocked && "opacity-40",
          hasHoles && seeThroughClasses,
        )}
      >
        {isSelected && (
          <Badge className="absolute top-2 left-2 bg-accent text-on-fill">
            <Check aria-hidden />
            {type.limit > 1 ? `Chosen ${rank ?? ""}` : "Chosen"}
          </Badge>
        )}
        {isBlocked && (
          <Badge tone="danger" className="absolute top-2 left-2">
            <Ban aria-hidden />
            Blocked
          </Badge>
        )}
        {isPickable && (
          <button
            type="button"
            aria-label={`Choose ${name}`}
            onClick={onPick}
            className="absolute inset-0 grid place-items-end justify-center rounded-[inherit] pb-3 focus-visible:-outline-offset-4"
          >
            <span
              aria-hidden
              className="rounded-lg bg-accent px-3 py-1 font-medium text-on-fill text-sm opacity-0 transition-opacity group-hover/card:opacity-100"
            >
              {isSelected ? "Put first" : "Choose"}
            </span>
          </button>
        )}
      </Picture>
      <div className="mt-2 flex items-start gap-1 touch:flex-wrap">
        <p className="min-w-0 flex-1 text-2 text-xs touch:basis-full">
          {factsOf(candidate).map((fact) => (
            <span key={fact} title={fact} className="block truncate">
              {fact}
            </span>
          ))}
        </p>
        <ScoreButton candidate={candidate} name={name} />
        {mayEdit && <CardMenu {...props} isPickable={isPickable} />}
      </div>
      {failureReason && (
        <p className="mt-1 flex gap-1 text-danger text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {failureReason}
        </p>
      )}
    </li>
  );
}

function factsOf({ width, height, language, voteAverage, voteCount, likes, provider }: ShownCandidate): string[] {
  const votes = voteAverage !== null && voteCount ? `${voteAverage.toFixed(1)} (${formatCount(voteCount)})` : null;
  return [
    `${width === null || height === null ? "Size unknown" : `${width} × ${height}`} · ${provider === "user" ? "Yours" : labelOfSource(provider)}`,
    [language === null ? "No text" : nameOfLanguage(language), votes, likes ? `${formatCount(likes)} likes` : null]
      .filter((fact) => fact !== null)
      .join(" · "),
  ];
}

function CardMenu(props: CandidateCardProps & { isPickable: boolean }) {
  const { candidate, name, isPickable, onPick, onUnpick, onBlock } = props;
  const { isSelected, isBlocked } = candidate;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More for ${name}`} className="-mt-1 touch:mt-0">
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {isPickable && (
          <DropdownMenuItem onSelect={onPick}>
            <Check aria-hidden />
            {isSelected ? "Put first" : "Choose"}
          </DropdownMenuItem>
        )}
        {isSelected && (
          <DropdownMenuItem onSelect={onUnpick}>
            <Undo2 aria-hidden />
            Do not use
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => onBlock(!isBlocked)}>
          <Ban aria-hidden />
          {isBlocked ? "Allow again" : "Block: never choose it by itself"}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
