import type { PgTable } from "drizzle-orm/pg-core";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";

/** Sets columns of any number of rows; those that set the same ones are written together. */
export async function updateRows<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Partial<T["$inferSelect"]>[],
): Promise<void> {
  const shapes = Map.groupBy(rows, (row) => Object.keys(row).sort().join());
  for (const same of shapes.values()) await bulkUpdate(tx, table, same);
}
