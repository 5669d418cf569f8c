"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";

/** A list that scrolls sideways and begins with its current link in sight. */
export function ScrollToCurrent({ className, children }: { className: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!list.current || !current) return;
    // Not scrollIntoView: it also moves the page.
    list.current.scrollLeft = current.offsetLeft - (list.current.clientWidth - current.clientWidth) / 2;
  });
  return (
    <ul ref={list} className={className}>
      {children}
    </ul>
  );
}
