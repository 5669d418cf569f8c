"use client";

import { Ban, Check, CircleAlert, Copy, Lock } from "lucide-react";
import { memo } from "react";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { artworkFacts, isSeeThrough } from "#lib/artwork/vocabulary.ts";
import { seeThroughClasses } from "../see-through.ts";
import type { Cell } from "./arrange-candidates.ts";
import { factsOf, isOwnPicture, smallPicture } from "./candidate-words.ts";
import { CardMenu } from "./card-menu.tsx";
import { ScoreButton } from "./score-button.tsx";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";

/** What can be done with a candidate. The same object as long as the panel is there. */
export type CandidateVerbs = {
  pick: (candidate: ShownCandidate) => void;
  unpick: (candidate: ShownCandidate) => void;
  block: (candidate: ShownCandidate, blocked: boolean) => void;
  /** Locks one chosen picture alone. Undefined where there is only the lock of the type. */
  keep?: ((candidate: ShownCandidate, locked: boolean) => void) | undefined;
  /** Takes a picture out of the list whose address led to nothing. */
  remove?: ((candidate: ShownCandidate) => void) | undefined;
  /** Full size, alone. */
  look: (candidate: ShownCandidate) => void;
  /** Beside the one that is chosen. */
  compare: (candidate: ShownCandidate) => void;
  /** One of the two that are compared. */
  mark: (candidate: ShownCandidate) => void;
  toggleGroup: (candidate: ShownCandidate) => void;
};

export type CandidateCardProps = Cell & {
  type: Pick<ArtworkTypeSummary, "type" | "limit">;
  /** Names the picture: "Poster 3 of Heat". */
  name: string;
  mayEdit: boolean;
  eager: boolean;
  /** The card that the Tab key leads to. */
  tabbable: boolean;
  isMarked: boolean;
  /** Two are being chosen: the boxes show without a mouse over them. */
  isMarking: boolean;
  verbs: CandidateVerbs;
};

/** Space below the picture, in pixels: two lines of facts, and a line of buttons where fingers press them. */
export const cardTextPx = (isTouch: boolean): number => (isTouch ? 8 + 32 + 4 + 44 : 8 + 32);

export const CandidateCard = memo(function CandidateCard(props: CandidateCardProps) {
  const { candidate, name, mayEdit, tabbable, verbs } = props;
  const { isSelected, rank, failureReason } = candidate;
  const tabIndex = tabbable ? 0 : -1;
  const isPickable = mayEdit && !(isSelected && rank === 1);
  const [size, facts] = factsOf(candidate);
  return (
    <article className="group/card min-w-0">
      <Frame {...props} isPickable={isPickable} tabIndex={tabIndex} />
      <div className="mt-2 flex h-8 items-start gap-1 touch:h-20 touch:flex-wrap">
        <p className="min-w-0 flex-1 text-2 text-xs leading-4 touch:basis-full">
          <span title={size} className="block truncate">
            {size}
          </span>
          {failureReason ? (
            <span title={failureReason} className="flex items-center gap-1 text-danger">
              <CircleAlert aria-hidden className="size-3 shrink-0" />
              <span className="truncate">{failureReason}</span>
            </span>
          ) : (
            <span title={facts} className="block truncate">
              {facts}
            </span>
          )}
        </p>
        <ScoreButton candidate={candidate} name={name} tabIndex={tabIndex} />
        <CardMenu
          candidate={candidate}
          name={name}
          mayEdit={mayEdit}
          isPickable={isPickable}
          isMarked={props.isMarked}
          tabIndex={tabIndex}
          verbs={verbs}
        />
      </div>
    </article>
  );
});

type FrameProps = CandidateCardProps & { isPickable: boolean; tabIndex: number };

/** Room of the type's own shape, and in it the picture in the shape that it has. */
function Frame(props: FrameProps) {
  const { candidate, type, name, eager, group } = props;
  const { isSelected, isBlocked, failureReason } = candidate;
  const { ideal } = artworkFacts[type.type];
  const [width, height] = [candidate.width ?? ideal.width, candidate.height ?? ideal.height];
  const share = Math.min(1, width / height / (ideal.width / ideal.height));
  const hasHoles = isSeeThrough(type.type);
  const isWide = ideal.width > ideal.height;
  return (
    <div
      className={cn("grid place-items-center", group === "member" && "rounded-md bg-surface-2")}
      style={{ aspectRatio: `${ideal.width} / ${ideal.height}` }}
    >
      <div style={{ width: `${(share * 100).toFixed(2)}%` }}>
        <Picture
          picture={smallPicture(candidate, { hasHoles })}
          alt={name}
          width={width}
          height={height}
          fit="contain"
          sizes={isWide ? "(width < 48rem) 90vw, 400px" : "(width < 48rem) 45vw, 200px"}
          eager={eager}
          missing={
            isOwnPicture(candidate) && !failureReason ? (
              <span className="text-2 text-xs">Being checked</span>
            ) : undefined
          }
          className={cn(
            "[&>img]:transition-opacity",
            isSelected && "ring-2 ring-accent-text ring-offset-2 ring-offset-background",
            isBlocked && "[&>img]:opacity-40",
            hasHoles && seeThroughClasses,
          )}
        >
          <PressArea {...props} />
          <Marks {...props} />
        </Picture>
      </div>
    </div>
  );
}

/** The whole picture is the button: it chooses, or shows what is chosen already. */
function PressArea({ candidate, name, isPickable, tabIndex, verbs }: FrameProps) {
  const verb = isPickable ? (candidate.isSelected ? "Put first" : "Choose") : "Look";
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={isPickable ? `Choose ${name}` : `Look at ${name}`}
      aria-keyshortcuts="Enter Space B C X"
      onClick={() => (isPickable ? verbs.pick(candidate) : verbs.look(candidate))}
      className="absolute inset-0 grid place-items-end justify-center rounded-[inherit] pb-3 focus-visible:-outline-offset-4"
    >
      <span
        aria-hidden
        className="rounded-lg bg-accent px-3 py-1 font-medium text-on-fill text-sm opacity-0 transition-opacity group-hover/card:opacity-100 touch:hidden"
      >
        {verb}
      </span>
    </button>
  );
}

function Marks({ candidate, type, name, alike, group, tabIndex, isMarked, isMarking, verbs }: FrameProps) {
  const { isSelected, isBlocked, rank } = candidate;
  return (
    <>
      {isSelected && (
        <Badge className="pointer-events-none absolute top-2 left-2 bg-accent text-on-fill">
          {candidate.userLocked ? <Lock aria-hidden /> : <Check aria-hidden />}
          {candidate.userLocked && <span className="sr-only">Locked, </span>}
          {type.limit > 1 ? `Chosen ${rank ?? ""}` : "Chosen"}
        </Badge>
      )}
      {isBlocked && (
        <Badge tone="danger" className="pointer-events-none absolute top-2 left-2">
          <Ban aria-hidden />
          Blocked
        </Badge>
      )}
      <Checkbox
        checked={isMarked}
        tabIndex={tabIndex}
        aria-label={`Compare ${name}`}
        onCheckedChange={() => verbs.mark(candidate)}
        className={cn(
          "absolute top-2.5 right-2.5 shadow-float focus-visible:opacity-100 group-hover/card:opacity-100",
          !isMarked && !isMarking && "opacity-0 touch:hidden",
        )}
      />
      {alike > 0 && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-expanded={group === "open"}
          aria-label={group === "open" ? `Hide those like ${name}` : `${alikeText(alike)}: ${name}`}
          onClick={() => verbs.toggleGroup(candidate)}
          className="absolute bottom-2 left-2 inline-flex h-6 max-w-[calc(100%-1rem)] items-center gap-1 rounded-md bg-surface-1/90 px-2 font-medium text-1 text-xs shadow-float hover:bg-surface-1 touch:h-11 touch:px-3"
        >
          <Copy aria-hidden className="size-3 shrink-0" />
          <span className="truncate">{group === "open" ? "Show fewer" : alikeText(alike)}</span>
        </button>
      )}
    </>
  );
}

const alikeText = (count: number): string => `${count} more like this`;
