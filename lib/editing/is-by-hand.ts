import type { fieldChanges } from "#db/schema/index.ts";

type Author = Pick<typeof fieldChanges.$inferSelect, "source" | "userId" | "jobId">;

/** True for a change that a person typed, or took from what a source says: automation has a job, or nobody's id. */
export const isByHand = ({ source, userId, jobId }: Author): boolean =>
  source === "user" || (userId !== null && jobId === null);
