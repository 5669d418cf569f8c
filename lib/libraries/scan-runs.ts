import { and, eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { libraries, type ScanChange, scanRuns } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { Library } from "./libraries.ts";
import type { Leftover } from "./sweep-leftovers.ts";

/** What a scan found so far. */
export type ScanReport = {
  /** Films or episodes that are there, old and new. */
  itemsSeen: number;
  filesSeen: number;
  foldersSeen: number;
  foldersChanged: number;
  added: number;
  changed: number;
  moved: number;
  missing: number;
  returned: number;
  removed: number;
  skipped: number;
  /** At most 500 of each kind; the counts count all. */
  changes: ScanChange[];
  /** At most 500; `skipped` counts all. */
  problems: { path: string; message: string }[];
  /** Folders with temporary files of a stopped process; a scan itself removes nothing. */
  leftovers: Leftover[];
  /** The folders that were looked at; null: all. */
  paths: string[] | null;
};

export type ScanRun = { scanRunId: number; report: ScanReport; assertOwned: AssertOwned | undefined };

/** Lines of one kind that a report keeps. */
const maxLines = 500;

/** Opens the record of a scan. One that is still open is of a process that was stopped: a library is scanned once at a time. */
export async function startScanRun(
  db: Db,
  params: { libraryId: number; jobId: number | null; assertOwned?: AssertOwned | undefined },
): Promise<ScanRun> {
  const { libraryId, jobId, assertOwned } = params;
  const [row] = await ownedTransaction(db, assertOwned, async (tx) => {
    await tx
      .update(scanRuns)
      .set({ status: "failed", error: "The scan was stopped before its end.", finishedAt: new Date() })
      .where(and(eq(scanRuns.libraryId, libraryId), eq(scanRuns.status, "running")));
    return tx.insert(scanRuns).values({ libraryId, jobId }).returning({ id: scanRuns.id });
  });
  if (!row) throw new Error("The scan could not be recorded.");
  const counts = {
    itemsSeen: 0,
    filesSeen: 0,
    foldersSeen: 0,
    foldersChanged: 0,
    added: 0,
    changed: 0,
    moved: 0,
    missing: 0,
    returned: 0,
    removed: 0,
    skipped: 0,
  };
  return {
    scanRunId: row.id,
    report: { ...counts, changes: [], problems: [], leftovers: [], paths: null },
    assertOwned,
  };
}

export async function finishScanRun(
  db: Db,
  { scanRunId, report, assertOwned }: ScanRun,
  status: "completed" | "failed" | "cancelled",
  error?: string,
): Promise<void> {
  const { itemsSeen: _itemsSeen, leftovers: _leftovers, ...counts } = report;
  await ownedTransaction(db, assertOwned, (tx) =>
    tx
      .update(scanRuns)
      .set({ ...counts, status, error: error ?? null, finishedAt: new Date() })
      .where(eq(scanRuns.id, scanRunId)),
  );
}

/** Remembers when a scan last found something new. A scan that found none leaves the library as it is. */
export async function recordScanned(
  db: Db,
  params: { library: Library; report: ScanReport; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const { library, assertOwned } = params;
  const found = changeKinds.reduce((sum, kind) => sum + params.report[kind], 0);
  if (library.lastScannedAt !== null && found === 0) return;
  // A look at a few folders is not the first look at a library.
  if (library.lastScannedAt === null && params.report.paths !== null) return;
  await ownedTransaction(db, assertOwned, (tx) =>
    tx.update(libraries).set({ lastScannedAt: new Date() }).where(eq(libraries.id, library.id)),
  );
}

const keptMs = 90 * 24 * 60 * 60 * 1000;

/** Removes records of scans that are older than 90 days. Returns how many. */
export async function purgeScanRuns(db: Db): Promise<number> {
  const gone = await db
    .delete(scanRuns)
    .where(lt(scanRuns.finishedAt, fromNow(-keptMs)))
    .returning({ scanRunId: scanRuns.id });
  return gone.length;
}

const changeKinds = ["added", "changed", "moved", "missing", "returned", "removed"] as const;

/** Notes what a scan found, and counts it. */
export function addChange(report: ScanReport, change: ScanChange): void {
  report[change.kind] += 1;
  if (report[change.kind] <= maxLines) report.changes.push(change);
}

/** Notes a file that cannot be used. It costs only itself. */
export function addProblem(report: ScanReport, path: string, message: string): void {
  report.skipped += 1;
  if (report.problems.length < maxLines) report.problems.push({ path, message });
}
