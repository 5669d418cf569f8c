import { sql } from "drizzle-orm";
import { createdAt, kit, oneOf } from "../dialect/index.ts";
import { libraries } from "./libraries.ts";

const { table, id, int, text, bool, bytes, instant, json, index, uniqueIndex } = kit;

export const jobStatuses = ["pending", "running", "completed", "failed", "cancelled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** The queue, its retries and its history. pg-boss only rings the bell. */
export const jobs = table(
  "jobs",
  {
    id: id(),
    /** noun.verb, declared in lib/jobs/catalog.ts. */
    type: text("type").notNull(),
    status: text("status").$type<JobStatus>().notNull().default("pending"),
    /** 1 = highest, 10 = lowest. */
    priority: int("priority").notNull().default(5),
    entityType: text("entity_type"),
    entityId: int("entity_id"),
    payload: json<Record<string, unknown>>("payload"),
    attempts: int("attempts").notNull().default(0),
    maxAttempts: int("max_attempts").notNull().default(3),
    workerId: text("worker_id"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    completedAt: instant("completed_at"),
    /** Not claimed before this moment; null = at once. */
    nextRetryAt: instant("next_retry"),
    result: json<Record<string, unknown>>("result"),
    error: text("error"),
    /** At most one pending job has this key. */
    dedupeKey: text("dedupe_key"),
    /** 0 to 100. */
    progress: int("progress").notNull().default(0),
    progressNote: text("progress_note"),
    heartbeatAt: instant("heartbeat_at"),
    cancelRequestedAt: instant("cancel_requested_at"),
    /** The user who asked for it; null = automation. */
    createdBy: int("created_by"),
    /** Which workers take it: jobs of one lane share a concurrency. */
    lane: text("lane").notNull().default("default"),
    /** Groups the jobs of one run of a library. */
    runId: text("run_id"),
    /** Grows with every claim: a worker whose number is old may not write. */
    claimNo: bytes("claim_no").notNull().default(0),
  },
  (t) => [
    index("idx_jobs_status_priority").on(t.status, t.priority),
    index("idx_jobs_type").on(t.type),
    index("idx_jobs_entity").on(t.entityType, t.entityId),
    index("idx_jobs_ready")
      .on(t.lane, t.priority, t.id)
      .where(sql.raw(`"status" = 'pending' and "next_retry" is null`)),
    index("idx_jobs_delayed").on(t.nextRetryAt).where(sql.raw(`"status" = 'pending' and "next_retry" is not null`)),
    index("idx_jobs_running").on(t.heartbeatAt).where(sql.raw(`"status" = 'running'`)),
    index("idx_jobs_running_key").on(t.dedupeKey).where(sql.raw(`"status" = 'running' and "dedupe_key" is not null`)),
    index("idx_jobs_run").on(t.runId, t.status),
    index("idx_jobs_status_id").on(t.status, t.id),
    index("idx_jobs_completed").on(t.status, t.completedAt),
    uniqueIndex("jobs_dedupe_unique")
      .on(t.dedupeKey)
      .where(sql.raw(`"status" = 'pending' and "dedupe_key" is not null`)),
    kit.check("jobs_priority_check", sql.raw('"priority" between 1 and 10')),
    oneOf("jobs", "status", jobStatuses),
  ],
);

/** When what runs by itself. */
export const schedules = table(
  "schedules",
  {
    id: id(),
    name: text("name").notNull(),
    jobType: text("job_type").notNull(),
    libraryId: int("library_id").references(() => libraries.id, { onDelete: "cascade" }),
    payload: json<Record<string, unknown>>("payload"),
    /** Five fields, local time (TZ). */
    cron: text("cron").notNull(),
    enabled: bool("enabled").notNull().default(true),
    nextRunAt: instant("next_run_at"),
    lastRunAt: instant("last_run_at"),
    lastJobId: int("last_job_id"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("schedules_name_unique").on(t.name), index("idx_schedules_next").on(t.nextRunAt)],
);
