import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsStringLiteral,
} from "nuqs/server";
import type { JobFilter } from "#lib/jobs/queries.ts";
import { isJobType, type JobStatus, type JobType, jobLabels } from "#lib/jobs/vocabulary.ts";

/** Running jobs have a list of their own above. */
export const historyStatuses = ["pending", "completed", "failed", "cancelled"] as const satisfies readonly JobStatus[];
export const jobTypes: readonly JobType[] = Object.keys(jobLabels).filter(isJobType);

/** The history in the address: /activity?status=failed&type=movie.enrich. */
export const activityParams = {
  status: parseAsArrayOf(parseAsStringLiteral(historyStatuses)).withDefault([]),
  type: parseAsStringLiteral(jobTypes),
};
export type ActivityParams = inferParserType<typeof activityParams>;

export const readActivityParams = createLoader(activityParams);
export const activityAddress = createSerializer(activityParams);

/** Without a choice: what has ended. What waits is a number above, and a filter for those who want to see it. */
const ended = ["completed", "failed", "cancelled"] as const;

export function jobFilterOf({ status, type }: ActivityParams): JobFilter {
  return { status: status.length > 0 ? status : ended, ...(type === null ? {} : { type }) };
}
