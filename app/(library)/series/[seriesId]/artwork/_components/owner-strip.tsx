"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import type { PictureSource } from "#components/artwork-source.ts";
import { cn } from "#components/cn.ts";
import { Picture } from "#components/picture.tsx";

export type StripItem = {
  key: number;
  href: string;
  name: string;
  /** A second line. */
  hint: string | null;
  picture: PictureSource | null;
  /** How many pictures are offered. */
  offered: number;
  isCurrent: boolean;
};

const shapes = {
  upright: { width: 2, height: 3, box: "w-20", sizes: "80px" },
  wide: { width: 16, height: 9, box: "w-36", sizes: "144px" },
} as const;

export type OwnerStripProps = { label: string; shape: keyof typeof shapes; items: readonly StripItem[] };

/** A row that scrolls sideways; the one that is open is in sight. */
export function OwnerStrip({ label, shape, items }: OwnerStripProps) {
  const list = useRef<HTMLUListElement>(null);
  const { width, height, box, sizes } = shapes[shape];
  const current = items.find(({ isCurrent }) => isCurrent)?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is open: that is the reason to scroll.
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>("[aria-current]")?.parentElement;
    if (!list.current || !open) return;
    const { offsetLeft, offsetWidth } = open;
    const { scrollLeft, clientWidth } = list.current;
    // Only when it is out of sight: what a person scrolled stays.
    if (offsetLeft >= scrollLeft && offsetLeft + offsetWidth <= scrollLeft + clientWidth) return;
    list.current.scrollLeft = offsetLeft - (clientWidth - offsetWidth) / 2;
  }, [current]);

  return (
    <nav aria-label={label} className="min-w-0">
      <ul
        ref={list}
        className="relative -mx-4 flex gap-3 overflow-x-auto px-4 pt-1 pb-2 [scrollbar-width:thin] md:-mx-1 md:px-1"
      >
        {items.map((item) => (
          <li key={item.key} className={cn("shrink-0", box)}>
            <Link
              href={item.href}
              scroll={false}
              prefetch={false}
              aria-current={item.isCurrent ? "page" : undefined}
              className="group/strip block rounded-md focus-visible:outline-offset-2"
            >
              <Picture
                picture={item.picture}
                alt=""
                width={width}
                height={height}
                sizes={sizes}
                className={cn(
                  item.isCurrent
                    ? "ring-2 ring-accent-text ring-offset-2 ring-offset-background"
                    : "opacity-80 group-hover/strip:opacity-100",
                )}
              />
              <span className={cn("mt-2 flex gap-2 text-xs", item.isCurrent ? "font-medium text-1" : "text-2")}>
                <span className="truncate">{item.name}</span>
                <span className="ml-auto text-3 tabular-nums">
                  {item.offered}
                  <span className="sr-only">{item.offered === 1 ? " picture" : " pictures"}</span>
                </span>
              </span>
              {item.hint !== null && (
                <span title={item.hint} className="block truncate text-3 text-xs">
                  {item.hint}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
