"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

/** The head stands large on the overview; on the other tabs it leaves the room to them (`group-data-compact/head:`). */
export function HeaderFrame({ children }: { children: ReactNode }) {
  const tab = useSelectedLayoutSegment();
  const frame = useRef<HTMLElement>(null);

  // On a phone the tabs scroll sideways: the one that is open comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is the reason to look, not an input.
  useEffect(() => {
    const nav = frame.current?.querySelector("nav");
    const current = nav?.querySelector<HTMLElement>('[aria-current="page"]');
    const list = current?.closest("ul") ?? nav;
    // Not scrollIntoView: it also moves the page, and where the keyboard begins.
    if (list && current) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.clientWidth) / 2;
  }, [tab]);

  return (
    <header
      ref={frame}
      data-compact={tab === null ? undefined : ""}
      className="group/head relative -mx-4 -mt-4 md:-mx-6 md:-mt-6"
    >
      {children}
    </header>
  );
}
