"use client";

import Link from "next/link";
import { StatusBadge } from "#components/status-badge.tsx";
import type { IdentificationStatus } from "#lib/movies/vocabulary.ts";
import { usePlanSays } from "./publish/plan-says.tsx";

type PublishStateProps = {
  /** Where it is published. */
  href: string;
  status: IdentificationStatus;
  isPublished: boolean;
  hasUnpublished: boolean;
  /** Files were changed outside and wait for a person. */
  hasToDecide: boolean;
  mayEdit: boolean;
};

/** How far a film or series is. What waits to be published or decided leads to where that is done. */
export function PublishState({ href, status, isPublished, hasUnpublished, hasToDecide, mayEdit }: PublishStateProps) {
  const said = usePlanSays();
  if (status !== "enriched" || !isPublished) return <StatusBadge status={status} />;
  const state = said ?? (hasToDecide ? "outside" : hasUnpublished ? "unpublished" : "published");
  if (state === "published" || !mayEdit) return <StatusBadge status={state} />;
  return (
    // 20 px to the eye, 44 px to a finger.
    <Link
      href={href}
      className="relative flex rounded-sm touch:after:absolute touch:after:-inset-y-3 touch:after:inset-x-0"
    >
      <StatusBadge status={state} className="hover:underline" />
    </Link>
  );
}
