import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { rows } from "#db/raw.ts";
import type { JobStatus } from "./vocabulary.ts";

const dayMs = 24 * 3_600_000;

/** How long jobs that have ended stay in the history. */
export const keptMs = {
  completed: 7 * dayMs,
  cancelled: 7 * dayMs,
  failed: 30 * dayMs,
} as const satisfies Partial<Record<JobStatus, number>>;

/** Deleted in one statement, so that nobody waits for long. */
const batch = 1000;

/** Removes jobs whose time in the history is over, batch by batch. Returns how many. */
export async function purgeHistory(db: Db, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<number> {
  let removed = 0;
  for (const [status, forMs] of Object.entries(keptMs)) {
    for (let found = batch; found === batch; removed += found) {
      signal?.throwIfAborted();
      const gone = await rows(
        db,
        sql`delete from jobs where id in (
              select id from jobs where status = ${status} and completed_at < ${fromNow(-forMs)} limit ${batch}
            ) returning id`,
      );
      found = gone.length;
    }
  }
  return removed;
}
