import type { Metadata } from "next";
import { Suspense } from "react";
import { PosterListSkeleton } from "../_components/poster-list-skeleton.tsx";
import { ShowList } from "./_components/show-list.tsx";
import { readShowListParams } from "./_components/show-list-params.ts";
import { getShowList, getShowListOptions } from "./queries.ts";

export const metadata: Metadata = { title: "Series" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default function SeriesPage({ searchParams }: Props) {
  return (
    <Suspense fallback={<PosterListSkeleton label="Loading series" />}>
      <Shows searchParams={searchParams} />
    </Suspense>
  );
}

async function Shows({ searchParams }: Props) {
  const params = await readShowListParams(searchParams);
  const [list, options] = await Promise.all([getShowList(params), getShowListOptions()]);
  return <ShowList {...list} options={options} />;
}
