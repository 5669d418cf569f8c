"use client";

import { useEffect } from "react";
import { toastHeld } from "#components/toast.tsx";
import { leadsAway } from "./leads-away.ts";

/**
 * Stops links to other pages while the server is away. Without an answer Next loads the address as a whole, and what
 * comes then is the browser's own page for errors, with everything that was typed here gone.
 */
export function useStayWhileLost(isLost: boolean) {
  useEffect(() => {
    if (!isLost) return;
    function onClick(event: MouseEvent) {
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!isPlain || !(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (link.hasAttribute("data-selects") || !leadsAway(link.href, window.location.href)) return;
      // Only prevented: Next then leaves the link alone, while menus still close.
      event.preventDefault();
      toastHeld("The server does not answer. This page stays until it does.");
    }
    // Before the listeners of the document, among them the question whether to leave what was typed.
    window.addEventListener("click", onClick, true);
    return () => window.removeEventListener("click", onClick, true);
  }, [isLost]);
}
