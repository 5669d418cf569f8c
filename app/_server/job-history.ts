import type { Db } from "#db/client.ts";
import { hasRole, type Role } from "#lib/access/vocabulary.ts";
import { type JobFilter, listJobs } from "#lib/jobs/queries.ts";
import { nameSubjects, subjectOf } from "#lib/libraries/name-jobs.ts";

type History = { filter: JobFilter; cursor?: number | undefined; user: { role: Role } };

/**
 * A page of jobs with the names of what they worked on, newest first. Errors name files, so viewers, who see no paths,
 * do not get them.
 */
export async function readJobHistory(db: Db, params: History) {
  const seesErrors = hasRole(params.user, "editor");
  const page = await listJobs(db, { ...params.filter, cursor: params.cursor, limit: 50 });
  const subjects = await nameSubjects(db, page.jobs);
  return {
    nextCursor: page.nextCursor,
    jobs: page.jobs.map((job) => ({
      jobId: job.jobId,
      type: job.type,
      label: subjectOf(subjects, job) ? job.label : job.title,
      subject: subjectOf(subjects, job)?.name ?? "",
      status: job.status,
      attempts: job.attempts,
      maxAttempts: job.maxAttempts,
      error: seesErrors ? (job.error?.split("\n")[0] ?? null) : null,
      partial: job.partial && (seesErrors ? job.partial.join(" ") : "An editor can see why."),
      createdAt: job.createdAt.toISOString(),
      startedAt: job.startedAt?.toISOString() ?? null,
      completedAt: job.completedAt?.toISOString() ?? null,
      nextRetryAt: job.nextRetryAt?.toISOString() ?? null,
    })),
  };
}
