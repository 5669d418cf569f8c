"use client";

import type { ReactNode } from "react";
import type { PictureSource } from "./artwork-source.ts";
import { cn } from "./cn.ts";
import { Picture } from "./picture.tsx";

export type PosterProps = {
  /** From cachedPicture(); null shows the missing state with the title. */
  picture: PictureSource | null;
  /** Title of the film, series or season; names the picture and stands on an empty one. */
  title: string;
  /** The title stands beside it: nothing is announced twice. */
  decorative?: boolean;
  sizes?: string;
  eager?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A poster, 2 by 3. Its width comes from className or the parent. */
export function Poster({ title, decorative = false, className, ...props }: PosterProps) {
  return (
    <Picture
      {...props}
      alt={decorative ? "" : `Poster of ${title}`}
      width={200}
      height={300}
      className={cn("@container", className)}
      missing={
        <span className="grid min-w-0 grid-cols-1 justify-items-center gap-2 p-3 text-center">
          <PosterShape />
          <span className="@max-[6rem]:hidden line-clamp-3 max-w-full wrap-anywhere font-medium text-2 text-sm">
            {title}
          </span>
        </span>
      }
    />
  );
}

/** An empty frame, drawn: lighter than an icon of a broken picture, and clearly a place for a poster. */
function PosterShape() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 32"
      className="@max-[6rem]:h-6 h-8"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <rect x="1.5" y="1.5" width="21" height="29" rx="3" strokeDasharray="4 3" />
      <path d="M12 12v8M8 16h8" strokeLinecap="round" />
    </svg>
  );
}
