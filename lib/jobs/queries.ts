import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { rows } from "#db/raw.ts";
import { jobs } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { titleOfJob } from "./catalog.ts";
import { isJobType, type JobStatus, jobStatuses, labelOfJob } from "./vocabulary.ts";

/** A list out of a result: PostgreSQL hands it over read, SQLite as text. */
function readSentences(value: unknown): string[] | null {
  const found: unknown = typeof value === "string" ? JSON.parse(value) : value;
  const sentences = Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  return sentences.length === 0 ? null : sentences;
}

const shown = {
  jobId: jobs.id,
  type: jobs.type,
  status: jobs.status,
  priority: jobs.priority,
  lane: jobs.lane,
  entityType: jobs.entityType,
  entityId: jobs.entityId,
  payload: jobs.payload,
  attempts: jobs.attempts,
  maxAttempts: jobs.maxAttempts,
  progress: jobs.progress,
  progressNote: jobs.progressNote,
  error: jobs.error,
  runId: jobs.runId,
  createdBy: jobs.createdBy,
  createdAt: jobs.createdAt,
  startedAt: jobs.startedAt,
  completedAt: jobs.completedAt,
  /** When it runs next, if it waits for that. */
  nextRetryAt: jobs.nextRetryAt,
  cancelRequestedAt: jobs.cancelRequestedAt,
  /** What of it could not be done, in sentences; null where all was. */
  partial: sql<string[] | null>`${jobs.result} -> 'partial'`.mapWith(readSentences),
};

type Shown = Pick<typeof jobs.$inferSelect, Exclude<keyof typeof shown, "jobId"> & keyof typeof jobs.$inferSelect> & {
  jobId: number;
  partial: string[] | null;
};
/** A job as lists show it, with its type and purpose in words. */
export type JobRow = Shown & { label: string; title: string };

const withWords = (row: Shown): JobRow => {
  const label = labelOfJob(row.type);
  // A job that is tried again may still hold what an earlier run left.
  const partial = row.status === "completed" ? row.partial : null;
  return { ...row, partial, label, title: (isJobType(row.type) && titleOfJob(row.type, row.payload)) || label };
};

export type JobFilter = {
  status?: readonly JobStatus[] | undefined;
  type?: string | undefined;
  entity?: { entityType: string; entityId: number } | undefined;
  runId?: string | undefined;
};

const pageLimit = 200;

/** Newest first. `cursor` is what the page before gave as `nextCursor`. */
export async function listJobs(
  db: Db,
  { status, type, entity, runId, cursor, limit = 50 }: JobFilter & { cursor?: number | undefined; limit?: number } = {},
): Promise<{ jobs: JobRow[]; nextCursor: number | null }> {
  const others = [
    type === undefined ? undefined : eq(jobs.type, type),
    entity && and(eq(jobs.entityType, entity.entityType), eq(jobs.entityId, entity.entityId)),
    runId === undefined ? undefined : eq(jobs.runId, runId),
    cursor === undefined ? undefined : lt(jobs.id, cursor),
  ];
  const wanted = Math.min(Math.max(1, limit), pageLimit);
  const newest = (one: JobStatus | undefined) =>
    db
      .select(shown)
      .from(jobs)
      .where(and(one && eq(jobs.status, one), ...others))
      .orderBy(desc(jobs.id))
      .limit(wanted + 1);
  // Each status is read in its own order: for several at once SQLite would sort all there are.
  const lists = await Promise.all(status && status.length > 0 ? status.map(newest) : [newest(undefined)]);
  const found = lists.flat().sort((a, b) => b.jobId - a.jobId);
  const page = found.slice(0, wanted);
  return { jobs: page.map(withWords), nextCursor: found.length > wanted ? (page.at(-1)?.jobId ?? null) : null };
}

/** What runs now, longest running first. */
export async function listRunningJobs(db: Db, { limit = 50 } = {}): Promise<JobRow[]> {
  const found = await db
    .select(shown)
    .from(jobs)
    .where(eq(jobs.status, "running"))
    .orderBy(asc(jobs.startedAt), asc(jobs.id))
    .limit(Math.min(limit, pageLimit));
  return found.map(withWords);
}

export type JobDetails = JobRow & { result: Record<string, unknown> | null; workerId: string | null };

/** Throws AppError not_found. */
export async function getJob(db: Db, jobId: number): Promise<JobDetails> {
  const [found] = await db
    .select({ ...shown, result: jobs.result, workerId: jobs.workerId })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  if (!found) throw new AppError("not_found", `There is no job ${jobId}. Jobs leave the history after some time.`);
  return { ...withWords(found), result: found.result, workerId: found.workerId };
}

export type RunCounts = Record<JobStatus, number>;

const noJobs = (): RunCounts => ({ pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0 });

function toCounts(found: { status: string; jobs: number }[]): RunCounts {
  const counts = noJobs();
  for (const status of jobStatuses) counts[status] = Number(found.find((row) => row.status === status)?.jobs ?? 0);
  return counts;
}

/** Jobs of a run by status. */
export async function countRun(db: Db, runId: string): Promise<RunCounts> {
  return toCounts(
    await rows(db, sql`select status, count(*) as jobs from jobs where run_id = ${runId} group by status`),
  );
}

type Counted = { counts: Promise<RunCounts>; goodUntil: number };
// One per database in a process, however often Next loads this module.
const key = Symbol.for("metarr.jobs.counts");
const holder: typeof globalThis & { [key]?: WeakMap<Db, Counted> } = globalThis;
holder[key] ??= new WeakMap();
const counted = holder[key];

/** A million jobs take a tenth of a second to count, so counting may take at most a fiftieth of the time. */
const restFactor = 50;
const restAtLeastMs = 500;

/** All jobs by status, counted anew only as often as that is cheap: at once for a short queue, seconds apart for a long one. */
export function countJobs(db: Db): Promise<RunCounts> {
  const known = counted.get(db);
  if (known && performance.now() < known.goodUntil) return known.counts;
  const startedAt = performance.now();
  const fresh: Counted = { counts: countAll(db), goodUntil: Number.POSITIVE_INFINITY };
  counted.set(db, fresh);
  fresh.counts.then(
    () => {
      const now = performance.now();
      fresh.goodUntil = now + Math.max(restAtLeastMs, (now - startedAt) * restFactor);
    },
    () => counted.delete(db),
  );
  return fresh.counts;
}

const countAll = async (db: Db): Promise<RunCounts> =>
  toCounts(await rows(db, sql`select status, count(*) as jobs from jobs group by status`));
