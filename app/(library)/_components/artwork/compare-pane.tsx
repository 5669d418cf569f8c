"use client";

import { Ban, Check } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { isSeeThrough } from "#lib/artwork/vocabulary.ts";
import { seeThroughClasses } from "../see-through.ts";
import { factsOf, fullSource, smallPicture } from "./candidate-words.ts";
import { ScoreButton } from "./score-button.tsx";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";
import type { Zoom } from "./use-zoom.ts";

export type ComparePaneProps = {
  candidate: ShownCandidate;
  name: string;
  /** "Current", "New". */
  role: string;
  type: ArtworkTypeSummary;
  zoom: Zoom;
  mayEdit: boolean;
  onPick: (candidate: ShownCandidate) => void;
  onBlock: (candidate: ShownCandidate, blocked: boolean) => void;
};

/** A picture in full size over its small one, what is known of it, and what can be done with it. */
export function ComparePane(props: ComparePaneProps) {
  const { candidate, name, role, type, zoom, mayEdit, onPick, onBlock } = props;
  const { isSelected, isBlocked, rank, failureReason } = candidate;
  const isFirst = isSelected && rank === 1;
  const [size, facts] = factsOf(candidate);
  return (
    <figure aria-label={`${role}: ${name}`} className="flex min-h-0 min-w-0 flex-col">
      <FullPicture candidate={candidate} name={name} type={type} zoom={zoom} />
      <figcaption className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 py-2 md:py-3">
        <span className="grid min-w-0 flex-1 gap-0.5 max-md:basis-full">
          <span className="flex h-7 items-center gap-2">
            <Badge tone={isSelected ? "accent" : "neutral"}>{role}</Badge>
            {isBlocked && <Badge tone="danger">Blocked</Badge>}
          </span>
          <span className="truncate text-1 text-sm">{size}</span>
          <span className={cn("text-xs", failureReason ? "text-danger" : "truncate text-2")}>
            {failureReason ?? facts}
          </span>
        </span>
        {mayEdit && (
          <span className="flex min-w-0 gap-2 max-md:w-full">
            <ScoreButton candidate={candidate} name={name} isShort />
            <IconButton
              label={isBlocked ? "Allow again" : "Block: never choose it by itself"}
              aria-pressed={isBlocked}
              onClick={() => onBlock(candidate, !isBlocked)}
            >
              <Ban aria-hidden />
            </IconButton>
            {/* It stays where it is when it has done its work: what stands beside it does not move under the mouse. */}
            <Button
              variant={isFirst ? "secondary" : "primary"}
              aria-label={isFirst ? `${name} is chosen` : `Choose ${name}`}
              aria-disabled={isFirst}
              onClick={() => !isFirst && onPick(candidate)}
              className="min-w-0 max-md:flex-1 max-md:px-2"
            >
              <Check aria-hidden />
              {isFirst ? "Chosen" : isSelected ? "Put first" : "Choose"}
            </Button>
          </span>
        )}
      </figcaption>
    </figure>
  );
}

type FullPictureProps = Pick<ComparePaneProps, "candidate" | "name" | "type" | "zoom">;

function FullPicture({ candidate, name, type, zoom }: FullPictureProps) {
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");
  const { scale, x, y } = zoom.view;
  const hasHoles = isSeeThrough(type.type);
  const small = smallPicture(candidate, { hasHoles });
  return (
    <div
      data-pane
      className={cn(
        "relative min-h-0 flex-1 touch-none select-none overflow-hidden rounded-md bg-surface-2",
        scale > 1 ? "cursor-grab active:cursor-grabbing" : "cursor-zoom-in",
        hasHoles && seeThroughClasses,
      )}
      {...zoom.paneHandlers}
    >
      <div
        data-testid="zoomed"
        className="absolute inset-0"
        style={{ transform: `translate(${x * 100}%, ${y * 100}%) scale(${scale})` }}
      >
        {small && state !== "shown" && (
          // biome-ignore lint/performance/noImgElement: the artwork route makes the sizes; next/image would make them again.
          <img src={small.src} alt="" draggable={false} className="absolute inset-0 size-full object-contain" />
        )}
        {small && (
          // biome-ignore lint/performance/noImgElement: the artwork route makes the sizes; next/image would make them again.
          <img
            src={fullSource(candidate)}
            alt={name}
            width={candidate.width ?? undefined}
            height={candidate.height ?? undefined}
            draggable={false}
            onLoad={() => setState("shown")}
            onError={() => setState("failed")}
            className={cn("absolute inset-0 size-full object-contain", state !== "shown" && "opacity-0")}
          />
        )}
      </div>
      {state === "loading" && small && (
        <span className="absolute right-3 bottom-3 rounded-full bg-surface-1/90 p-1.5 text-2">
          <Spinner />
          <span className="sr-only">Loading the full size</span>
        </span>
      )}
      {(state === "failed" || !small) && (
        <p role="status" className="absolute inset-x-3 bottom-3 rounded-md bg-surface-1/90 px-3 py-2 text-2 text-sm">
          {small ? "The full size could not be loaded. This is the small one." : "It is being checked."}
        </p>
      )}
    </div>
  );
}
