import type { listJobs } from "#lib/jobs/queries.ts";

type Job = Awaited<ReturnType<typeof listJobs>>["jobs"][number];

const hidden = "An editor can see why.";

/** A job on the page of what it is about. What went wrong may name files, so only people who may change things read it. */
export function showJob(job: Job, { mayEdit }: { mayEdit: boolean }) {
  const { jobId, label, partial, progress, progressNote, error, createdAt, completedAt, nextRetryAt } = job;
  return {
    jobId,
    label,
    status: partial === null ? job.status : ("partial" as const),
    percent: progress,
    note: mayEdit ? progressNote : null,
    /** What could not be done of a job that ended well otherwise. */
    partial: partial && (mayEdit ? partial.join(" ") : hidden),
    error: error !== null && !mayEdit ? hidden : error,
    at: completedAt ?? createdAt,
    nextRetryAt: job.status === "pending" ? nextRetryAt : null,
  };
}
export type ShownJob = ReturnType<typeof showJob>;

/** How many of the latest a page lists. */
export const jobsShown = 8;
