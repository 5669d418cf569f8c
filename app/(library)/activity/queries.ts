import { eq } from "drizzle-orm";
import { readJobHistory } from "#app/_server/job-history.ts";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { getJob } from "#lib/jobs/queries.ts";
import { nameSubjects, subjectOf } from "#lib/libraries/name-jobs.ts";
import { listJobChanges } from "#lib/undo/job-changes.ts";
import { type ActivityParams, jobFilterOf } from "./_components/activity-params.ts";

/** The first page of the history, and whether this person may cancel and retry. */
export async function getHistory(params: ActivityParams) {
  const user = await requireUser();
  return {
    page: await readJobHistory(getDb(), { filter: jobFilterOf(params), user }),
    mayAct: hasRole(user, "editor"),
  };
}

/** A job with all that is known of it; viewers do not see what may name files. Throws AppError not_found. */
export async function getJobPage(jobId: number) {
  const user = await requireUser();
  const db = getDb();
  const job = await getJob(db, jobId);
  const [subjects, [asker]] = await Promise.all([
    nameSubjects(db, [job]),
    job.createdBy === null ? [] : db.select({ name: users.username }).from(users).where(eq(users.id, job.createdBy)),
  ]);
  const mayAct = hasRole(user, "editor");
  const changes = await listJobChanges(db, { jobId });
  const shown = mayAct ? job : { ...job, payload: null, result: null, error: null };
  return { job: shown, changes, subject: subjectOf(subjects, job), asker: asker?.name ?? null, mayAct };
}
