"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useAfterJobs, useLive } from "#app/_components/live.tsx";
import { LiveJobLine } from "#app/_components/live-job-line.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import type { JobStatus } from "#lib/jobs/vocabulary.ts";

/** The progress of a job while it runs; when it starts or ends, the page is read again. */
export function JobProgress({ jobId, status }: { jobId: number; status: JobStatus }) {
  const router = useRouter();
  const job = useLive((state) => state.jobs.running.find((one) => one.jobId === jobId));
  const isRunning = job !== undefined;
  const before = useRef(isRunning);
  useEffect(() => {
    if (before.current === isRunning) return;
    before.current = isRunning;
    router.refresh();
  }, [isRunning, router]);
  const isOpen = status === "pending" || status === "running";
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // It may have ended while this page was on its way, before anything here could hear of it.
    if (wasOpen.current) router.refresh();
    wasOpen.current = false;
  }, [router]);
  // It may have started and ended between two looks.
  useAfterJobs(() => {
    if (isOpen) router.refresh();
  });
  if (!job) return null;
  return (
    <Card>
      <CardContent>
        <LiveJobLine job={job} mayCancel={false} />
      </CardContent>
    </Card>
  );
}
