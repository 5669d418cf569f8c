import { Lock } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/cn.ts";
import type { ArtworkType } from "#lib/artwork/vocabulary.ts";
import type { ArtworkTypeSummary } from "./shown-artwork.ts";

export type TypeListProps = {
  /** Where a type is shown. */
  hrefOf: (type: ArtworkType) => string;
  types: readonly ArtworkTypeSummary[];
  current: ArtworkType;
};

/** The types of pictures: at the left of the candidates, on phones a line of tabs above them. */
export function TypeList({ hrefOf, types, current }: TypeListProps) {
  return (
    <nav aria-label="Types of artwork" className="min-w-0">
      <ul className="relative -mx-4 flex gap-1 overflow-x-auto px-4 pb-1 md:sticky md:top-[calc(var(--shell-top)+1rem)] md:mx-0 md:grid md:px-0">
        {types.map(({ type, label, count, chosen, isLocked }) => (
          <li key={type} className="shrink-0">
            <Link
              href={hrefOf(type)}
              scroll={false}
              replace
              aria-current={type === current ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2 rounded-lg px-3 text-sm transition-colors touch:h-11",
                type === current ? "bg-surface-3 font-medium text-1" : "text-2 hover:bg-surface-2 hover:text-1",
              )}
            >
              <span
                className={cn("size-1.5 rounded-full", chosen > 0 ? "bg-positive" : "bg-border-strong")}
                aria-hidden
              />
              {label}
              {isLocked && <Lock aria-hidden className="size-3 text-lock" />}
              <span className="text-3 text-xs md:ml-auto">{count}</span>
              <span className="sr-only">
                {count === 1 ? " candidate" : " candidates"}, {chosen} chosen{isLocked && ", locked"}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
