import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { HistorySkeleton } from "../../../_components/history-skeleton.tsx";
import { readTimelineSearch, Timeline, type TimelineSearch } from "../../../_components/timeline.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = SeriesParams & { searchParams: Promise<TimelineSearch> };

export default async function SeriesHistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <History {...props} />
    </Suspense>
  );
}

async function History({ params, searchParams }: Props) {
  const search = readTimelineSearch(await searchParams);
  const seriesId = await readSeriesId(params);
  const { entries, next } = await getHistory(seriesId, search);
  return (
    <Timeline
      entries={entries}
      href={`/series/${seriesId}/history`}
      part={search.part}
      isNewest={search.before === undefined}
      next={next}
    />
  );
}
