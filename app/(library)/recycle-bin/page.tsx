import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { RecycledFiles } from "./_components/recycled-files.tsx";
import { getRecycleBin } from "./queries.ts";

export const metadata: Metadata = { title: "Recycle bin" };

export default async function RecycleBinPage() {
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Files />
    </Suspense>
  );
}

async function Files() {
  return <RecycledFiles first={await getRecycleBin()} />;
}
