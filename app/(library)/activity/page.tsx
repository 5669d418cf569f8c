import type { Metadata } from "next";
import { Suspense } from "react";
import { Activity } from "./_components/activity.tsx";
import { readActivityParams } from "./_components/activity-params.ts";
import { ActivitySkeleton } from "./_components/activity-skeleton.tsx";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "Activity" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default function ActivityPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<ActivitySkeleton />}>
      <Jobs searchParams={searchParams} />
    </Suspense>
  );
}

async function Jobs({ searchParams }: Props) {
  return <Activity {...(await getHistory(await readActivityParams(searchParams)))} />;
}
