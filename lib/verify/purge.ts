import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { rows } from "#db/raw.ts";

const keptMs = 30 * 24 * 60 * 60 * 1000;
/** Deleted in one statement, so that nobody waits for long. */
const batch = 1000;

/**
 * Removes runs that ended and findings that are in order since 30 days. What is open or dismissed stays, and of each library the
 * last run. Returns how many went.
 */
export async function purgeVerifying(db: Db, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<number> {
  const before = fromNow(-keptMs);
  const lastRuns = sql`select max(id) from verify_runs where entity_type is null group by library_id`;
  const runs = sql`select id from verify_runs where finished_at < ${before} and id not in (${lastRuns})`;
  const findings = sql`select id from verify_findings where repaired_at < ${before}`;
  const remove = async (table: SQL, which: SQL) => {
    let removed = 0;
    for (let found = batch; found === batch; removed += found) {
      signal?.throwIfAborted();
      const gone = await rows(db, sql`delete from ${table} where id in (${which} limit ${batch}) returning id`);
      found = gone.length;
    }
    return removed;
  };
  return (await remove(sql`verify_runs`, runs)) + (await remove(sql`verify_findings`, findings));
}
