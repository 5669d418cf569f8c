"use client";

import { usePathname, useRouter } from "next/navigation";
import { useKeys } from "#components/use-keys.ts";
import { editHref } from "./edit-href.ts";

/**
 * `e` edits what the keyboard is at: the episode of a row, else the season, episode or series of the page. `p` goes to the
 * plan of publishing.
 */
export function ShowKeys({ seriesId }: { seriesId: number }) {
  const router = useRouter();
  const pathname = usePathname();
  useKeys({
    e: () => {
      const row = document.activeElement?.closest("tr[data-row-id]")?.querySelector("a")?.getAttribute("href");
      const href = editHref(seriesId, row ?? pathname);
      if (pathname !== href) router.push(href);
    },
    p: () => {
      const href = `/series/${seriesId}/publish`;
      if (pathname !== href) router.push(href);
    },
  });
  return null;
}
