import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ExcludedPaths } from "../_components/excluded-paths.tsx";
import { getExcluded } from "../queries.ts";

export const metadata: Metadata = { title: "Excluded from scans" };

export default async function ExcludedPage() {
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Excluded />
    </Suspense>
  );
}

async function Excluded() {
  return <ExcludedPaths first={await getExcluded()} />;
}
