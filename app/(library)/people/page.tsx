import type { Metadata } from "next";
import { Suspense } from "react";
import { PosterListSkeleton } from "../_components/poster-list-skeleton.tsx";
import { PeopleList } from "./_components/people-list.tsx";
import { peopleListAddress, readPeopleListParams } from "./_components/people-list-params.ts";
import { getPeople } from "./queries.ts";

export const metadata: Metadata = { title: "People" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default function PeoplePage({ searchParams }: Props) {
  return (
    <Suspense fallback={<PosterListSkeleton label="Loading people" />}>
      <People searchParams={searchParams} />
    </Suspense>
  );
}

async function People({ searchParams }: Props) {
  const params = await readPeopleListParams(searchParams);
  const first = await getPeople(params);
  return <PeopleList first={first} address={peopleListAddress(params)} />;
}
