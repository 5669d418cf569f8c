import { and, asc, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { jobs, scanRequests } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { Replaced } from "./succession.ts";

/** Programs tell of one film in several events: a scan begins when nothing was asked for so long. */
const quietMs = 3_000;
/** But not later than so long after the first. */
const longestWaitMs = 120_000;

/**
 * Asks for a look at some files and folders of a library. What is asked for until that look begins ends in one scan, and
 * what is asked for while it runs in the next. Returns the job of the scan.
 */
export async function requestScan(
  tx: Tx,
  params: { libraryId: number; paths: readonly string[]; replaced: readonly Replaced[] },
): Promise<number> {
  const { libraryId, replaced } = params;
  const told = new Set(replaced.flatMap(({ from, to }) => [from, to]));
  const paths = [...new Set(params.paths)].filter((path) => !told.has(path));
  await bulkInsert(tx, scanRequests, [
    ...paths.map((path) => ({ libraryId, path, becamePath: null })),
    ...replaced.map(({ from, to }) => ({ libraryId, path: from, becamePath: to })),
  ]);
  // Somebody waits for what has just come in.
  return enqueue(tx, "library.scan", { libraryId, requested: true }, { priority: 1, delayMs: quietMs });
}

export type ScanRequests = {
  ids: number[];
  paths: string[];
  replaced: Replaced[];
  /** Until nothing was asked for long enough; 0 or less: now. */
  waitMs: number;
};

/** What was asked for since the last look. */
export async function readScanRequests(db: Db, libraryId: number): Promise<ScanRequests> {
  const rows = await db
    .select()
    .from(scanRequests)
    .where(eq(scanRequests.libraryId, libraryId))
    .orderBy(asc(scanRequests.id));
  const replaced = rows.flatMap(({ path, becamePath }) =>
    becamePath === null ? [] : [{ from: path, to: becamePath }],
  );
  const times = rows.map(({ createdAt }) => createdAt.getTime());
  const nowMs = (await databaseNow(db)).getTime();
  const latest = times.reduce((a, b) => Math.max(a, b), 0);
  const first = times.reduce((a, b) => Math.min(a, b), nowMs);
  return {
    ids: rows.map(({ id }) => id),
    paths: [...new Set(rows.flatMap(({ path, becamePath }) => [path, becamePath ?? path]))],
    replaced,
    waitMs: Math.min(latest + quietMs, first + longestWaitMs) - nowMs,
  };
}

/** A scan has looked at them. */
export async function forgetScanRequests(db: Db, ids: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(ids)) await db.delete(scanRequests).where(inArray(scanRequests.id, chunk));
}

/** Whether another job began to scan this library before the one that asks, and is not done: two would write the same rows. */
export async function isScannedAlready(
  db: Db,
  { libraryId, jobId }: { libraryId: number; jobId: number },
): Promise<boolean> {
  const running = await db
    .select({ id: jobs.id, startedAt: jobs.startedAt })
    .from(jobs)
    .where(
      and(
        eq(jobs.status, "running"),
        eq(jobs.type, "library.scan"),
        eq(jobs.entityType, "library"),
        eq(jobs.entityId, libraryId),
      ),
    );
  const startOf = (row: (typeof running)[number]) => row.startedAt?.getTime() ?? 0;
  const own = running.find(({ id }) => id === jobId);
  return (
    own !== undefined &&
    running.some((row) => startOf(row) < startOf(own) || (startOf(row) === startOf(own) && row.id < own.id))
  );
}
