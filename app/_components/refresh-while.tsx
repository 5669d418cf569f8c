"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useLive } from "./live.tsx";

const everyMs = 2_000;

/** Asks the server for the page again while something on it is at work, as long as somebody looks at it. */
export function RefreshWhile({ active }: { active: boolean }) {
  const router = useRouter();
  // Without an answer Next loads the address as a whole, and the browser's own page for errors takes the place of this one.
  const isHeard = useLive((state) => state.isHeard);
  useEffect(() => {
    if (!active || !isHeard) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [active, isHeard, router]);
  return null;
}
