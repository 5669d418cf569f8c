import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { scanRuns } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

export type ScanRun = typeof scanRuns.$inferSelect;
/** A run without its lines, as a list shows it. */
export type ScanRunSummary = Omit<ScanRun, "changes" | "problems">;

/** Scans of a library, newest first. `before`: the last scanRunId of the page before. */
export function listScanRuns(
  db: Db,
  params: { libraryId: number; before?: number | undefined; limit?: number },
): Promise<ScanRunSummary[]> {
  const { changes: _changes, problems: _problems, ...columns } = getTableColumns(scanRuns);
  return db
    .select(columns)
    .from(scanRuns)
    .where(
      and(
        eq(scanRuns.libraryId, params.libraryId),
        params.before === undefined ? undefined : lt(scanRuns.id, params.before),
      ),
    )
    .orderBy(desc(scanRuns.id))
    .limit(Math.min(params.limit ?? 25, 200));
}

/** One scan of a library with all its lines. Throws not_found. */
export async function getScanRun(db: Db, params: { libraryId: number; scanRunId: number }): Promise<ScanRun> {
  const [run] = await db
    .select()
    .from(scanRuns)
    .where(and(eq(scanRuns.libraryId, params.libraryId), eq(scanRuns.id, params.scanRunId)));
  if (!run) throw new AppError("not_found", "This scan is not on record any more. Scans are kept for 90 days.");
  return run;
}
