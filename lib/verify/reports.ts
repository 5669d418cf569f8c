import { and, asc, count, eq, inArray, isNull, max } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs, libraries, schedules, verifyFindings, verifyRuns } from "#db/schema/index.ts";
import { libraryTypes } from "#lib/libraries/vocabulary.ts";

export type VerifyReport = {
  libraryId: number;
  name: string;
  isEnabled: boolean;
  repairsItself: boolean;
  /** Findings that wait. */
  open: number;
  /** When it is verified next by itself; null: only when somebody asks. */
  nextRunAt: Date | null;
  /** The end of the last look at all of it that came to its end. */
  verifiedAt: Date | null;
  /** The last look at the whole library. */
  run: {
    runId: number;
    status: "running" | "completed" | "failed" | "cancelled";
    startedAt: Date;
    finishedAt: Date | null;
    jobId: number | null;
    items: number;
    files: number;
    cache: number;
    found: number;
    error: string | null;
    percent: number;
  } | null;
};

/** Every library with its last verification and what waits, by name. */
export async function listReports(db: Db): Promise<VerifyReport[]> {
  const all = await db
    .select({
      libraryId: libraries.id,
      name: libraries.name,
      isEnabled: libraries.enabled,
      repairsItself: libraries.verifyRepair,
    })
    .from(libraries)
    .where(and(isNull(libraries.deletedAt), inArray(libraries.type, libraryTypes)))
    .orderBy(asc(libraries.name), asc(libraries.id));
  const [runs, open, next, verified] = await Promise.all([
    listLastRuns(db),
    countByLibrary(db),
    listNext(db),
    listVerified(db),
  ]);
  return all.map((library) => ({
    ...library,
    open: open.get(library.libraryId) ?? 0,
    verifiedAt: verified.get(library.libraryId) ?? null,
    nextRunAt: next.get(library.libraryId) ?? null,
    run: runs.get(library.libraryId) ?? null,
  }));
}

async function listLastRuns(db: Db): Promise<Map<number, NonNullable<VerifyReport["run"]>>> {
  const latest = db
    .select({ runId: max(verifyRuns.id).as("run_id") })
    .from(verifyRuns)
    .where(isNull(verifyRuns.entityId))
    .groupBy(verifyRuns.libraryId);
  const rows = await db
    .select({ run: verifyRuns, jobStatus: jobs.status })
    .from(verifyRuns)
    .leftJoin(jobs, eq(jobs.id, verifyRuns.jobId))
    .where(inArray(verifyRuns.id, latest));
  return new Map(
    rows.map(({ run, jobStatus }) => [
      run.libraryId,
      {
        runId: run.id,
        status: statusOf(run.status, jobStatus),
        ...{ startedAt: run.startedAt, finishedAt: run.finishedAt, jobId: run.jobId, error: run.error },
        ...{ items: run.itemsChecked, files: run.filesChecked, cache: run.cacheChecked },
        found: Object.values(run.found ?? {}).reduce((sum, each) => sum + each, 0),
        percent: Math.min(99, Math.floor((100 * run.itemsChecked) / Math.max(1, run.itemsTotal))),
      },
    ]),
  );
}

/** A run whose job ended without it is over as well; the next one goes on with it, or begins anew. */
function statusOf(status: (typeof verifyRuns.$inferSelect)["status"], jobStatus: string | null) {
  if (status !== "running" || jobStatus === "pending" || jobStatus === "running") return status;
  return jobStatus === "cancelled" ? "cancelled" : "failed";
}

async function listNext(db: Db): Promise<Map<number, Date>> {
  const rows = await db
    .select({ libraryId: schedules.libraryId, nextRunAt: schedules.nextRunAt })
    .from(schedules)
    .where(and(eq(schedules.jobType, "library.verify"), eq(schedules.enabled, true)));
  return new Map(
    rows.flatMap(({ libraryId, nextRunAt }) =>
      libraryId === null || nextRunAt === null ? [] : [[libraryId, nextRunAt]],
    ),
  );
}

/** How many findings wait, by library. */
async function countByLibrary(db: Db): Promise<Map<number, number>> {
  const rows = await db
    .select({ libraryId: verifyFindings.libraryId, count: count() })
    .from(verifyFindings)
    .where(and(isNull(verifyFindings.repairedAt), isNull(verifyFindings.dismissedAt)))
    .groupBy(verifyFindings.libraryId);
  return new Map(rows.map((row) => [row.libraryId, row.count]));
}

async function listVerified(db: Db): Promise<Map<number, Date | null>> {
  const rows = await db
    .select({ libraryId: verifyRuns.libraryId, finishedAt: max(verifyRuns.finishedAt) })
    .from(verifyRuns)
    .where(and(eq(verifyRuns.status, "completed"), isNull(verifyRuns.entityId)))
    .groupBy(verifyRuns.libraryId);
  return new Map(rows.map(({ libraryId, finishedAt }) => [libraryId, finishedAt]));
}
