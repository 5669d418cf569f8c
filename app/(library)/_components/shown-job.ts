import type { listJobs } from "#lib/jobs/queries.ts";

type Job = Awaited<ReturnType<typeof listJobs>>["jobs"][number];

/** A job on the page of what it is about. What went wrong may name files, so only people who may change things read it. */
export function showJob(job: Job, { mayEdit }: { mayEdit: boolean }) {
  const { jobId, label, status, progress, progressNote, error, createdAt, completedAt, nextRetryAt } = job;
  return {
    jobId,
    label,
    status,
    percent: progress,
    note: mayEdit ? progressNote : null,
    error: error !== null && !mayEdit ? "An editor can see why." : error,
    at: completedAt ?? createdAt,
    nextRetryAt: status === "pending" ? nextRetryAt : null,
  };
}
export type ShownJob = ReturnType<typeof showJob>;

/** How many of the latest a page lists. */
export const jobsShown = 8;
