import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RemovedItems } from "../_components/removed-items.tsx";
import { getRemoved } from "../queries.ts";

export const metadata: Metadata = { title: "Removed films and series" };

export default async function RemovedPage() {
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Removed />
    </Suspense>
  );
}

async function Removed() {
  const { page, mayPurge } = await getRemoved();
  return <RemovedItems first={page} mayPurge={mayPurge} />;
}
