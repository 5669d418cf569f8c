"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { PictureSource } from "./artwork-source.ts";
import { cn } from "./cn.ts";
import { Poster } from "./poster.tsx";
import { Skeleton } from "./ui/skeleton.tsx";
import { useLongPress } from "./use-long-press.ts";

export type PosterMark = {
  /** An icon of lucide-react. */
  icon: ReactNode;
  /** What the icon says: "Poster locked", "No trailer". */
  label: string;
  tone?: "neutral" | "lock" | "warning" | "danger";
};

export type PosterCardProps = {
  href: string;
  picture: PictureSource | null;
  title: string;
  /** Second line: the year, or "3 seasons". */
  subtitle: ReactNode;
  /** What is missing or locked; three at most stay readable. */
  marks?: readonly PosterMark[];
  selected?: boolean;
  /** Lets the card be selected: by its checkbox, or a long press. `range` when Shift was held. */
  onSelectedChange?: (selected: boolean, range: boolean) => void;
  /** Something is selected: checkboxes of all cards stay in sight, a press selects instead of opening. */
  selecting?: boolean;
  /** Quick actions, one button with a menu; in sight on hover and focus, always on touch. */
  actions?: ReactNode;
  /** Greyed: it is not really there. */
  dimmed?: boolean;
  sizes?: string;
  eager?: boolean;
};

/** Pixels below the poster of a card: gap, title, second line. */
export const posterCardTextPx = 48;

// 32 px to the eye, 44 px to a finger: a larger square would hide the picture.
const actionClasses = [
  "absolute top-1.5 right-1.5 opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 pointer-coarse:opacity-100",
  "[&_button]:size-8 [&_button]:rounded-full [&_button]:bg-black/70 [&_button]:text-white [&_button]:after:absolute [&_button]:after:-inset-1.5 [&_button]:hover:bg-black/80",
].join(" ");

const markTones = { neutral: "text-white", lock: "text-amber-300", warning: "text-orange-300", danger: "text-red-300" };

/** A film or series in a grid. */
export function PosterCard({
  href,
  picture,
  title,
  subtitle,
  marks = [],
  selected = false,
  onSelectedChange,
  selecting = false,
  actions,
  dimmed = false,
  sizes,
  eager = false,
}: PosterCardProps) {
  const longPress = useLongPress(onSelectedChange && !selecting ? () => onSelectedChange(true, false) : undefined);
  return (
    <article className="group/card relative min-w-0" {...longPress}>
      <Link
        href={href}
        prefetch={false}
        data-selects={selecting && onSelectedChange ? "" : undefined}
        onClick={(event) => {
          if (!selecting || !onSelectedChange) return;
          event.preventDefault();
          onSelectedChange(!selected, event.shiftKey);
        }}
        className="block rounded-md focus-visible:outline-offset-3"
      >
        <Poster
          picture={picture}
          title={title}
          decorative
          eager={eager}
          {...(sizes ? { sizes } : {})}
          className={cn(
            "transition-[scale,filter]",
            selected
              ? "scale-95 ring-2 ring-accent-text ring-offset-2 ring-offset-background"
              : "group-hover/card:brightness-110",
            dimmed && "opacity-60 grayscale",
          )}
        >
          {marks.length > 0 && (
            <span
              aria-hidden
              className="absolute right-1.5 bottom-1.5 flex h-6 items-center gap-1.5 rounded-md bg-black/70 px-1.5"
            >
              {marks.map((mark) => (
                <span
                  key={mark.label}
                  title={mark.label}
                  className={cn("[&_svg]:size-3.5", markTones[mark.tone ?? "neutral"])}
                >
                  {mark.icon}
                </span>
              ))}
            </span>
          )}
        </Poster>
        <span title={title} className="mt-2 block truncate font-medium text-1 text-sm">
          {title}
        </span>
        <span className="block truncate text-3 text-xs">{subtitle}</span>
        {marks.length > 0 && <span className="sr-only">{marks.map((mark) => mark.label).join(", ")}</span>}
      </Link>
      {onSelectedChange && (
        // Checkbox of ui/ does more, and its price times a hundred cards is what makes scrolling stutter.
        // biome-ignore lint/a11y/useSemanticElements: an input would take the keys of the grid, as if one typed there.
        <button
          type="button"
          role="checkbox"
          aria-checked={selected}
          aria-label={`Select ${title}`}
          onClick={(event) => onSelectedChange(!selected, event.shiftKey)}
          className={cn(
            "absolute top-2 left-2 grid size-5 place-items-center rounded-full border text-on-fill transition-colors after:absolute after:-inset-2 touch:after:-inset-3",
            selected ? "border-accent bg-accent" : "border-white/80 bg-black/60 hover:border-white",
            selected || selecting
              ? "opacity-100"
              : "opacity-0 focus-visible:opacity-100 group-focus-within/card:opacity-100 group-hover/card:opacity-100",
          )}
        >
          {selected && <Check aria-hidden strokeWidth={3} className="size-3" />}
        </button>
      )}
      {actions && !selecting && <div className={cn(actionClasses, "has-data-[state=open]:opacity-100")}>{actions}</div>}
    </article>
  );
}

/** The shape of a card before it is there. */
export function PosterCardSkeleton() {
  return (
    <div aria-hidden>
      <Skeleton className="aspect-2/3" />
      <Skeleton className="mt-3 h-3 w-4/5 rounded-sm" />
      <Skeleton className="mt-2 h-3 w-1/4 rounded-sm" />
    </div>
  );
}
