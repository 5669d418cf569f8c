import { History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { ChangeRow } from "./_components/change-row.tsx";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = MovieParams & { searchParams: Promise<{ before?: string | string[] }> };

export default async function HistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <Changes {...props} />
    </Suspense>
  );
}

async function Changes({ params, searchParams }: Props) {
  const { before } = await searchParams;
  const from = typeof before === "string" && /^\d{1,10}$/.test(before) ? Number(before) : undefined;
  const movieId = await readMovieId(params);
  const { changes, nextBefore } = await getHistory(movieId, from);
  if (changes.length === 0) {
    return (
      <EmptyState
        icon={<History />}
        title={from === undefined ? "Nothing has changed yet" : "There is nothing older"}
        description="Every change of a field stands here, with its source and the way back."
      />
    );
  }
  return (
    <div className="grid gap-4">
      <ul
        aria-label="Changes, newest first"
        className="divide-y divide-border rounded-lg border border-border bg-surface-1"
      >
        {changes.map((change) => (
          <ChangeRow key={change.changeId} change={change} />
        ))}
      </ul>
      <div className="flex justify-center gap-2">
        {from !== undefined && (
          <Button asChild variant="ghost">
            <Link href={`/movies/${movieId}/history`}>Newest</Link>
          </Button>
        )}
        {nextBefore !== null && (
          <Button asChild>
            <Link href={`/movies/${movieId}/history?before=${nextBefore}`}>Older changes</Link>
          </Button>
        )}
      </div>
    </div>
  );
}

const rows = Array.from({ length: 8 }, (_, index) => `row-${index}`);

function HistorySkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the history" className="grid gap-px">
      {rows.map((row) => (
        <Skeleton key={row} className="h-14 rounded-none first:rounded-t-lg last:rounded-b-lg" />
      ))}
    </div>
  );
}
