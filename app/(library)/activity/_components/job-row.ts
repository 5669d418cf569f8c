import { z } from "zod";

/** A job of the history, in a form that is the same in JSON. */
const jobRowSchema = z.object({
  jobId: z.int(),
  type: z.string(),
  label: z.string(),
  /** The name of the film or library it worked on; empty for others. */
  subject: z.string(),
  status: z.enum(["pending", "running", "completed", "failed", "cancelled"]),
  attempts: z.int(),
  maxAttempts: z.int(),
  /** The first line; the job's page has all of it. */
  error: z.string().nullable(),
  /** What could not be done of a job that ended well otherwise. */
  partial: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  completedAt: z.string().nullable(),
  nextRetryAt: z.string().nullable(),
});
export type JobHistoryRow = z.output<typeof jobRowSchema>;

export const jobPageSchema = z.object({ jobs: z.array(jobRowSchema), nextCursor: z.int().nullable() });
export type JobHistoryPage = z.output<typeof jobPageSchema>;
