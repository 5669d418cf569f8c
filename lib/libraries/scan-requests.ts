import { and, asc, eq, inArray, isNotNull, isNull, lt } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { jobs, scanRequests } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { Replaced } from "./succession.ts";

/** Programs tell of one film in several events: a scan begins when nothing was asked for so long. */
const quietMs = 3_000;
/** But not later than so long after the first. */
const longestWaitMs = 120_000;
const keptMs = 24 * 3_600_000;

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
  /** Those no scan has looked at yet. */
  ids: number[];
  paths: string[];
  /** Of the last day, also what scans have looked at. */
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
  const waiting = rows.filter(({ lookedAt }) => lookedAt === null);
  const times = waiting.map(({ createdAt }) => createdAt.getTime());
  const nowMs = (await databaseNow(db)).getTime();
  const latest = times.reduce((a, b) => Math.max(a, b), 0);
  const first = times.reduce((a, b) => Math.min(a, b), nowMs);
  return {
    ids: waiting.map(({ id }) => id),
    paths: [...new Set(waiting.flatMap(({ path, becamePath }) => [path, becamePath ?? path]))],
    replaced: rows.flatMap(({ path, becamePath }) => (becamePath === null ? [] : [{ from: path, to: becamePath }])),
    waitMs: Math.min(latest + quietMs, first + longestWaitMs) - nowMs,
  };
}

/** A scan has looked at them. What became of a file is remembered for a day, because what came before may be told after it. */
export async function endScanRequests(
  db: Db,
  { libraryId, ids }: { libraryId: number; ids: readonly number[] },
): Promise<void> {
  for (const chunk of chunksOf(ids)) {
    await db.delete(scanRequests).where(and(inArray(scanRequests.id, chunk), isNull(scanRequests.becamePath)));
    await db
      .update(scanRequests)
      .set({ lookedAt: fromNow(0) })
      .where(inArray(scanRequests.id, chunk));
  }
  const isOld = and(isNotNull(scanRequests.lookedAt), lt(scanRequests.createdAt, fromNow(-keptMs)));
  await db.delete(scanRequests).where(and(eq(scanRequests.libraryId, libraryId), isOld));
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
