"use client";

import { FileOutput } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { readChosenFilms } from "./chosen-films.ts";
import { LibraryPlan } from "./library-plan.tsx";

/** The plan of the films that were chosen in the list. */
export function ChosenFilmsPlan() {
  const [ids, setIds] = useState<number[]>();
  // Only the browser knows them.
  useEffect(() => setIds(readChosenFilms()), []);
  if (ids === undefined) return <Skeleton className="h-96 rounded-lg" />;
  if (ids.length === 0) {
    return (
      <EmptyState
        icon={<FileOutput />}
        title="No film is chosen"
        description="Choose films in the list, then Publish and See the plan."
        action={
          <Button asChild variant="primary">
            <Link href="/movies">Choose films</Link>
          </Button>
        }
      />
    );
  }
  return <LibraryPlan source={{ entityType: "movie", ids }} entityType="movie" total={ids.length} />;
}
