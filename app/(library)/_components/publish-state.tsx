import Link from "next/link";
import { StatusBadge } from "#components/status-badge.tsx";
import type { IdentificationStatus } from "#lib/movies/vocabulary.ts";

type PublishStateProps = {
  /** Where it is published. */
  href: string;
  status: IdentificationStatus;
  isPublished: boolean;
  hasUnpublished: boolean;
  mayEdit: boolean;
};

/** How far a film or series is. What waits to be published leads to where that is done. */
export function PublishState({ href, status, isPublished, hasUnpublished, mayEdit }: PublishStateProps) {
  if (status !== "enriched" || !isPublished) return <StatusBadge status={status} />;
  if (!hasUnpublished) return <StatusBadge status="published" />;
  if (!mayEdit) return <StatusBadge status="unpublished" />;
  return (
    // 20 px to the eye, 44 px to a finger.
    <Link
      href={href}
      className="relative flex rounded-sm touch:after:absolute touch:after:-inset-y-3 touch:after:inset-x-0"
    >
      <StatusBadge status="unpublished" className="hover:underline" />
    </Link>
  );
}
