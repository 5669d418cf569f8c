"use client";

import { useEffect, useState } from "react";

/**
 * Open while a person wants it, and when the address names this part or something in it: `#omdb` or `#omdb-key`. A link of
 * the settings search changes the address without a hashchange, so every new entry of the history is looked at.
 */
export function useOpenedByHash(id: string) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const look = () => {
      const hash = window.location.hash.slice(1);
      if (hash !== id && !hash.startsWith(`${id}-`)) return;
      setIsOpen(true);
      requestAnimationFrame(() => document.getElementById(hash)?.scrollIntoView({ block: "center" }));
    };
    look();
    window.addEventListener("hashchange", look);
    window.navigation?.addEventListener("currententrychange", look);
    return () => {
      window.removeEventListener("hashchange", look);
      window.navigation?.removeEventListener("currententrychange", look);
    };
  }, [id]);
  return [isOpen, setIsOpen] as const;
}
