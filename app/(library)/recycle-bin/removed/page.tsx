import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RemovedItems } from "../_components/removed-items.tsx";
import { RemovedLibraries, RemovedSets } from "../_components/removed-others.tsx";
import { getRemoved } from "../queries.ts";

export const metadata: Metadata = { title: "Removed" };

export default async function RemovedPage() {
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Removed />
    </Suspense>
  );
}

async function Removed() {
  const { page, libraries, sets, mayPurge } = await getRemoved();
  const hasOthers = libraries.length + sets.length > 0;
  return (
    <>
      <RemovedLibraries libraries={libraries} mayRestore={mayPurge} />
      <RemovedSets sets={sets} />
      {(page.items.length > 0 || !hasOthers) && <RemovedItems first={page} mayPurge={mayPurge} />}
    </>
  );
}
