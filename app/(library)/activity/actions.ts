"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import * as commands from "#lib/jobs/commands.ts";

const oneJob = z.object({ jobId: z.int().positive() });

/** Cancels a job that waits at once; one that runs stops within seconds. */
export const cancelJob = action({ role: "editor", input: oneJob }, async ({ jobId }, { db }) =>
  commands.cancelJob(db, { jobId }),
);

/** Runs a failed or cancelled job again, or a waiting one now. Answers with the id of the job that runs. */
export const retryJob = action({ role: "editor", input: oneJob }, async ({ jobId }, { db }) =>
  commands.retryJob(db, { jobId }),
);

/** Tries all failed jobs again. Answers with how many. */
export const retryFailedJobs = action({ role: "editor", input: z.object({}) }, async (_input, { db }) =>
  commands.retryFailed(db),
);
