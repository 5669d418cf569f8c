import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PosterListSkeleton } from "../_components/poster-list-skeleton.tsx";
import { SetList } from "./_components/set-list.tsx";
import { readSetListParams } from "./_components/set-list-params.ts";
import { getSetList } from "./queries.ts";

export const metadata: Metadata = { title: "Collections" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CollectionsPage({ searchParams }: Props) {
  await requireUser();
  return (
    <Suspense fallback={<PosterListSkeleton label="Loading sets" />}>
      <Sets searchParams={searchParams} />
    </Suspense>
  );
}

async function Sets({ searchParams }: Props) {
  const params = await readSetListParams(searchParams);
  return <SetList {...(await getSetList(params))} />;
}
