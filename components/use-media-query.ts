"use client";

import { useCallback, useSyncExternalStore } from "react";

/** True below the breakpoint at which the sidebar gives way to the bottom bar. Tailwind's `max-md`. */
export const phoneQuery = "(width < 48rem)";

/** Whether a media query holds. False on the server and in the first render; prefer CSS where it can do the same. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}
