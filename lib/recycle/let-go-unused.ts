import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { unusedLastsMs } from "./recycle-cached.ts";

/** A page of rows that are old enough: their ids lie above `after`, and what counts as their age before `before`. */
export type OldPage = { after: number; before: Date; limit: number };

const batch = 200;

/**
 * Goes through the rows of a cache that are older than 30 days by the database's clock, page by page. `letGo` judges and
 * removes in one transaction, so that what somebody chooses now stays. Returns how many rows went.
 */
export async function letGoUnused<Row extends { id: number }>(
  db: Db,
  params: {
    listOld: (page: OldPage) => PromiseLike<Row[]>;
    letGo: (tx: Tx, rows: readonly Row[], before: Date) => Promise<number>;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<number> {
  const before = new Date((await databaseNow(db)).getTime() - unusedLastsMs);
  let removed = 0;
  for (let after = 0; ; ) {
    params.signal?.throwIfAborted();
    const rows = await params.listOld({ after, before, limit: batch });
    const last = rows.at(-1);
    if (!last) return removed;
    after = last.id;
    removed += await ownedTransaction(db, params.assertOwned, (tx) => params.letGo(tx, rows, before));
  }
}
