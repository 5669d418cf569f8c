"use client";

import { type MouseEvent, type PointerEvent, useRef } from "react";

const longPressMs = 450;
/** A finger that moves farther scrolls. */
const stillPx = 8;

/**
 * Handlers for an element that does something when a finger rests on it. The press that follows is swallowed, so a
 * link inside does not open. Mouse and keyboard pass through; give them another way.
 */
export function useLongPress(onLongPress: (() => void) | undefined) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const swallow = useRef(false);

  function stop() {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  }

  return {
    onPointerDown(event: PointerEvent) {
      swallow.current = false;
      if (!onLongPress || event.pointerType !== "touch") return;
      const timer = setTimeout(() => {
        swallow.current = true;
        onLongPress();
      }, longPressMs);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent) {
      const start = press.current;
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > stillPx) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onClickCapture(event: MouseEvent) {
      if (!swallow.current) return;
      swallow.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onContextMenu(event: MouseEvent) {
      // Android opens the menu of the link after the same time.
      if (press.current || swallow.current) event.preventDefault();
    },
  };
}
