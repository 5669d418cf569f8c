import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ChangeList, HistorySkeleton, readBefore } from "../../../_components/change-list.tsx";
import { readSeriesId, type SeriesParams } from "../series-id.ts";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = SeriesParams & { searchParams: Promise<{ before?: string | string[] }> };

export default async function SeriesHistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <Changes {...props} />
    </Suspense>
  );
}

async function Changes({ params, searchParams }: Props) {
  const from = readBefore((await searchParams).before);
  const seriesId = await readSeriesId(params);
  const { changes, nextBefore } = await getHistory(seriesId, from);
  return <ChangeList changes={changes} href={`/series/${seriesId}/history`} from={from} nextBefore={nextBefore} />;
}
