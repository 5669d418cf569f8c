"use client";

import { useEffect, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { placesSchema, type ShowPlaces } from "./show-places.ts";

type Answer = { of: string; found?: ShowPlaces; problem?: string };

/** The seasons of a series and the episodes of one of them; an older answer that comes late is dropped. */
export function useShowPlaces(
  seriesId: number | undefined,
  seasonNumber: number | null,
): { found?: ShowPlaces; problem?: string } {
  const [answer, setAnswer] = useState<Answer>();
  const season = seasonNumber === null ? "" : `&season=${seasonNumber}`;
  const address = seriesId === undefined ? undefined : `/unknown-files/places?series=${seriesId}${season}`;
  useEffect(() => {
    if (address === undefined) return;
    const controller = new AbortController();
    getJson(address, placesSchema, controller.signal).then(
      (found) => setAnswer({ of: address, found }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setAnswer({ of: address, problem: error instanceof Error ? error.message : "The server did not answer." });
      },
    );
    return () => controller.abort();
  }, [address]);
  return answer && answer.of === address ? answer : {};
}
