import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ReviewQueue } from "./_components/review-queue.tsx";
import { ReviewTabs } from "./_components/review-tabs.tsx";
import { getReview } from "./queries.ts";

export const metadata: Metadata = { title: "Review" };

export default async function ReviewPage() {
  // Before anything is sent, so that a viewer is refused by the status and not in the middle of a page.
  await requireUser("editor");
  return (
    <Suspense fallback={<Skeleton className="h-96 rounded-lg" />}>
      <Queue />
    </Suspense>
  );
}

async function Queue() {
  const { conflicts, ...review } = await getReview();
  return <ReviewQueue {...review} tabs={<ReviewTabs conflicts={conflicts} />} />;
}
