"use client";

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { panBy, type View, wholeView, zoomAt } from "./zoom-view.ts";

const keyFactor = 1.5;
const panShare = 0.1;
const pans: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: panShare, y: 0 },
  ArrowRight: { x: -panShare, y: 0 },
  ArrowUp: { x: 0, y: panShare },
  ArrowDown: { x: 0, y: -panShare },
};

/**
 * One view for all panes of a box: wheel, keys, drag and pinch change it, wherever they come from. A pane carries
 * `data-pane`.
 */
export function useZoom(box: RefObject<HTMLElement | null>) {
  const [view, setView] = useState<View>(wholeView);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // React listens passively to the wheel; the page below must not scroll.
    function onWheel(event: WheelEvent) {
      event.preventDefault();
      const at = pointIn(event.target, event);
      if (at) setView((before) => zoomAt(before, Math.exp(-event.deltaY / 300), at));
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [box]);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const pane = event.currentTarget.getBoundingClientRect();
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (!other) {
      setView((view) => panBy(view, { x: (now.x - before.x) / pane.width, y: (now.y - before.y) / pane.height }));
      return;
    }
    const gap = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y);
    const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
    const at = pointIn(event.currentTarget, middle);
    if (at && gap(before) > 0) setView((view) => zoomAt(view, gap(now) / gap(before), at));
  }

  const onPointerEnd = (event: PointerEvent<HTMLElement>) => void pointers.current.delete(event.pointerId);

  /** True when the key was one of these. */
  function onKey(event: KeyboardEvent): boolean {
    const pan = view.scale > 1 ? pans[event.key] : undefined;
    if (pan) setView((before) => panBy(before, pan));
    else if (event.key === "+" || event.key === "=") setView((before) => zoomAt(before, keyFactor));
    else if (event.key === "-") setView((before) => zoomAt(before, 1 / keyFactor));
    else if (event.key === "0") setView(wholeView);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    view,
    onKey,
    larger: () => setView((before) => zoomAt(before, keyFactor)),
    smaller: () => setView((before) => zoomAt(before, 1 / keyFactor)),
    whole: () => setView(wholeView),
    paneHandlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onDoubleClick: (event: { currentTarget: EventTarget; clientX: number; clientY: number }) => {
        const at = pointIn(event.currentTarget, event);
        setView((before) => (before.scale > 1 ? wholeView : zoomAt(before, 2.5, at)));
      },
    },
  };
}
export type Zoom = ReturnType<typeof useZoom>;

/** Where in its pane, in shares from the middle. */
function pointIn(target: EventTarget | null, { clientX, clientY }: { clientX: number; clientY: number }) {
  const pane = target instanceof Element ? target.closest("[data-pane]") : null;
  if (!pane) return undefined;
  const { left, top, width, height } = pane.getBoundingClientRect();
  return { x: (clientX - left) / width - 0.5, y: (clientY - top) / height - 0.5 };
}
