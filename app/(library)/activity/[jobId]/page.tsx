import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { isAppError } from "#lib/errors.ts";
import { ActivitySkeleton } from "../_components/activity-skeleton.tsx";
import { JobDetails } from "../_components/job-details.tsx";
import { getJobPage } from "../queries.ts";

export const metadata: Metadata = { title: "Job" };

type Props = { params: Promise<{ jobId: string }> };

export default function JobPage({ params }: Props) {
  return (
    <Suspense fallback={<ActivitySkeleton />}>
      <Job params={params} />
    </Suspense>
  );
}

async function Job({ params }: Props) {
  const { jobId } = await params;
  if (!/^\d{1,9}$/.test(jobId)) notFound();
  const found = await getJobPage(Number(jobId)).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  return <JobDetails {...found} />;
}
