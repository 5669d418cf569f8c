"use client";

import { useEffect, useRef } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import { compareCandidates } from "../../artwork-actions.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";

type Params = { enabled: boolean; owner: ArtworkOwner; candidates: readonly ShownCandidate[] };

/** Has pictures that nobody compared yet compared by the worker, once a visit. Portraits are few: nobody compares those. */
export function useCompareOnce({ enabled, owner, candidates }: Params): void {
  const isAsked = useRef(false);
  const { entityType, entityId } = owner;
  const isNew = candidates.length > 1 && candidates.some(({ isCompared }) => !isCompared);
  useEffect(() => {
    if (!enabled || !isNew || isAsked.current || entityType === "actor") return;
    isAsked.current = true;
    // Without an answer everything is as before: pictures stand alone.
    void answered(compareCandidates({ entityType, entityId }));
  }, [enabled, isNew, entityType, entityId]);
}
