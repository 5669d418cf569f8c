import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { HistorySkeleton } from "../../../_components/history-skeleton.tsx";
import { readTimelineSearch, Timeline, type TimelineSearch } from "../../../_components/timeline.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = MovieParams & { searchParams: Promise<TimelineSearch> };

export default async function HistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <History {...props} />
    </Suspense>
  );
}

async function History({ params, searchParams }: Props) {
  const search = readTimelineSearch(await searchParams);
  const movieId = await readMovieId(params);
  const { entries, next } = await getHistory(movieId, search);
  return (
    <Timeline
      entries={entries}
      href={`/movies/${movieId}/history`}
      part={search.part}
      isNewest={search.before === undefined}
      next={next}
    />
  );
}
