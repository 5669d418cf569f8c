import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { HistorySkeleton } from "../../../_components/history-skeleton.tsx";
import { readTimelineSearch, Timeline, type TimelineSearch } from "../../../_components/timeline.tsx";
import { type CollectionParams, readCollectionId } from "../collection-id.ts";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = CollectionParams & { searchParams: Promise<TimelineSearch> };

export default async function SetHistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <History {...props} />
    </Suspense>
  );
}

async function History({ params, searchParams }: Props) {
  const search = readTimelineSearch(await searchParams);
  const collectionId = await readCollectionId(params);
  const { entries, next } = await getHistory(collectionId, search);
  return (
    <Timeline
      entries={entries}
      href={`/collections/${collectionId}/history`}
      part={search.part}
      isNewest={search.before === undefined}
      next={next}
      parts={["changes", "artwork"]}
      about="Every change of the set stands here, with its source and the way back."
    />
  );
}
