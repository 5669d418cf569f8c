"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";

/** Below this many rows the browser is quick enough with all of them. */
const virtualFrom = 60;

/** Which rows are near the window, and the room of those above and below. All of them in short tables. */
export function useRowWindow({
  count,
  rowHeightPx,
  onEndReached,
}: {
  count: number;
  rowHeightPx: number;
  onEndReached: (() => void) | undefined;
}) {
  const ref = useRef<HTMLTableElement>(null);
  const [topPx, setTopPx] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const body = ref.current?.tBodies[0];
      if (body) setTopPx(Math.round(body.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const virtual = count >= virtualFrom;
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    scrollMargin: topPx,
    enabled: virtual,
    initialRect: { width: 1280, height: 900 },
  });
  const items = rows.getVirtualItems();
  const first = virtual ? (items[0]?.index ?? 0) : 0;
  const last = virtual ? (items.at(-1)?.index ?? Math.min(count, virtualFrom) - 1) : count - 1;

  useLayoutEffect(() => {
    if (count > 0 && last >= count - 1) onEndReached?.();
  }, [last, count, onEndReached]);

  return { ref, first, last, beforePx: first * rowHeightPx, afterPx: (count - 1 - last) * rowHeightPx };
}
