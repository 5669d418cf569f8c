import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { PageHeader } from "#components/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ReviewTabs } from "../_components/review-tabs.tsx";
import { ConflictList } from "./_components/conflict-list.tsx";
import { getConflicts } from "./queries.ts";

export const metadata: Metadata = { title: "Changed outside" };

export default async function ChangedOutsidePage() {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Conflicts />
    </Suspense>
  );
}

async function Conflicts() {
  const { first, count } = await getConflicts();
  return (
    <>
      <PageHeader
        title="Review"
        description="Published files that somebody changed or replaced. Nothing is written to them until you decide."
      >
        <ReviewTabs conflicts={count} />
      </PageHeader>
      <ConflictList first={first} />
    </>
  );
}
