import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { rows } from "#db/raw.ts";

const keptMs = 30 * 24 * 3_600_000;
/** Deleted in one statement, so that nobody waits for long. */
const batch = 1000;

/** Removes events that came more than 30 days ago. Returns how many. */
export async function purgeWebhookEvents(db: Db): Promise<number> {
  let removed = 0;
  for (let found = batch; found === batch; removed += found) {
    const gone = await rows(
      db,
      sql`delete from webhook_events where id in (
            select id from webhook_events where received_at < ${fromNow(-keptMs)} limit ${batch}
          ) returning id`,
    );
    found = gone.length;
  }
  return removed;
}
