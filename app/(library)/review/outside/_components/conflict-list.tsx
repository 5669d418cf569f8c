"use client";

import { CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConflictRow } from "./conflict-row.tsx";
import { type ConflictPage, conflictPageSchema } from "./shown-conflict.ts";

/** Files that were changed outside, each with its decision. */
export function ConflictList({ first }: { first: ConflictPage }) {
  const router = useRouter();
  const [conflicts, setConflicts] = useState(first.conflicts);
  const [hasMore, setHasMore] = useState(first.hasMore);
  // A decision takes the last one off the list too, but the next page begins after it all the same.
  const [last, setLast] = useState(first.conflicts.at(-1)?.conflictId ?? 0);
  const [loading, startLoading] = useTransition();
  const loadMore = () =>
    startLoading(async () => {
      try {
        const page = await getJson(`/review/outside/list?after=${last}`, conflictPageSchema);
        setConflicts((now) => [...now, ...page.conflicts]);
        setHasMore(page.hasMore);
        setLast(page.conflicts.at(-1)?.conflictId ?? last);
      } catch (error) {
        const description = error instanceof Error ? error.message : "The server did not answer.";
        toastFailed("More files could not be loaded", { description });
      }
    });
  if (conflicts.length === 0 && !hasMore) {
    return (
      <EmptyState
        icon={<CircleCheck />}
        title="Nothing waits for you"
        description="When somebody changes a file that Metarr published, and its library asks or a lock is in the way, it comes here."
      />
    );
  }
  return (
    <>
      {conflicts.length > 0 && (
        <Card>
          <ul aria-label="Files that were changed outside" className="divide-y divide-border">
            {conflicts.map((conflict) => (
              <ConflictRow
                key={conflict.conflictId}
                conflict={conflict}
                onDecided={() => {
                  setConflicts((now) => now.filter(({ conflictId }) => conflictId !== conflict.conflictId));
                  router.refresh();
                }}
              />
            ))}
          </ul>
        </Card>
      )}
      {hasMore && (
        <p className="mt-4 flex justify-center">
          <Button pending={loading} onClick={loadMore}>
            Load more
          </Button>
        </p>
      )}
    </>
  );
}
