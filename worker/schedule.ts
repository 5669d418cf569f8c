import { Cron } from "croner";
import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { libraries, schedules } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueueMany, enqueueUntyped } from "#lib/jobs/enqueue.ts";
import { isJobType, type JobType } from "#lib/jobs/vocabulary.ts";
import { libraryTypes } from "#lib/libraries/vocabulary.ts";
import { log } from "#lib/log.ts";

/** What runs by itself unless somebody changes it. Five fields, local time (TZ). */
const everyInstallation = [
  { jobType: "recycle.purge", cron: "20 3 * * *" },
  { jobType: "jobs.purge", cron: "30 3 * * *" },
  { jobType: "cache.purge", cron: "40 3 * * *" },
  { jobType: "system.backup", cron: "50 3 * * *" },
  { jobType: "cache.verify", cron: "10 4 * * *" },
  { jobType: "trailers.check", cron: "30 4 * * *" },
] as const satisfies { jobType: JobType; cron: string }[];
const everyLibrary = [
  { jobType: "library.scan", cron: "0 3 * * *" },
  { jobType: "library.refresh", cron: "0 4 * * *" },
] as const satisfies { jobType: JobType; cron: string }[];
/** Libraries that can be scanned. */
const isScannable = and(isNull(libraries.deletedAt), inArray(libraries.type, libraryTypes));

/** The next time after a moment that the five fields name. Undefined: never. Throws when they make no sense. */
export function nextRunAt(cron: string, after: Date): Date | undefined {
  return new Cron(cron, { mode: "5-part" }).nextRun(after) ?? undefined;
}

/** Adds the usual schedules that are missing: those of the installation, and those of each library. */
async function addMissingSchedules(db: Db): Promise<void> {
  const scannable = await db.select({ libraryId: libraries.id }).from(libraries).where(isScannable);
  const present = await db
    .select({ name: schedules.name, jobType: schedules.jobType, libraryId: schedules.libraryId })
    .from(schedules);
  const names = new Set(present.map(({ name }) => name));
  // A schedule that somebody named otherwise counts as well.
  const known = new Set(present.map(({ jobType, libraryId }) => `${jobType}:${libraryId}`));
  const missing = [
    ...everyInstallation.map((schedule) => ({ ...schedule, name: schedule.jobType })),
    ...scannable.flatMap(({ libraryId }) =>
      everyLibrary
        .filter(({ jobType }) => !known.has(`${jobType}:${libraryId}`))
        .map((schedule) => ({
          ...schedule,
          name: `${schedule.jobType}:${libraryId}`,
          libraryId,
          payload: { libraryId },
        })),
    ),
  ].filter(({ name }) => !names.has(name));
  if (missing.length > 0) await bulkInsert(db, schedules, missing, { onConflict: "ignore" });
}

/**
 * Enqueues what is due by the database's clock. Times missed while nothing ran count as one. Workers that look at the same
 * moment do it once: the one that moves next_run_at on owns the slot. Returns how many jobs were enqueued.
 */
export async function runDueSchedules(db: Db): Promise<number> {
  await addMissingSchedules(db);
  const now = await databaseNow(db);
  const due = await db
    .select({ schedule: schedules, library: libraries })
    .from(schedules)
    .leftJoin(libraries, eq(libraries.id, schedules.libraryId))
    .where(and(eq(schedules.enabled, true), or(isNull(schedules.nextRunAt), lte(schedules.nextRunAt, now))));
  let enqueued = 0;
  for (const { schedule, library } of due) {
    try {
      const isWanted = schedule.libraryId === null || (library?.enabled === true && library.deletedAt === null);
      if (await runSlot(db, { schedule, now, isWanted })) enqueued += 1;
    } catch (error) {
      // One broken schedule must not keep the others from running.
      log.error({ err: error, schedule: schedule.name }, "A schedule could not be run");
    }
  }
  return enqueued;
}

type Slot = { schedule: typeof schedules.$inferSelect; now: Date; isWanted: boolean };

function runSlot(db: Db, { schedule, now, isWanted }: Slot): Promise<boolean> {
  const { jobType, nextRunAt: slot } = schedule;
  if (!isJobType(jobType)) throw new Error(`This version of Metarr knows no job named ${jobType}.`);
  const next = nextRunAt(schedule.cron, now) ?? null;
  return transaction(db, async (tx) => {
    const mine = slot === null ? isNull(schedules.nextRunAt) : eq(schedules.nextRunAt, slot);
    const [owned] = await tx
      .update(schedules)
      .set({ nextRunAt: next })
      .where(and(eq(schedules.id, schedule.id), mine))
      .returning({ scheduleId: schedules.id });
    // A schedule seen for the first time only learns when it is due.
    if (!owned || slot === null || !isWanted) return false;
    const jobId = await enqueueUntyped(tx, jobType, schedule.payload ?? {});
    await tx.update(schedules).set({ lastRunAt: now, lastJobId: jobId }).where(eq(schedules.id, schedule.id));
    return true;
  });
}

/** Looks at every library once, as a worker does when it starts. Returns how many scans are new. */
export async function enqueueStartScans(db: Db): Promise<number> {
  const present = await db
    .select({ libraryId: libraries.id })
    .from(libraries)
    .where(and(isScannable, eq(libraries.enabled, true)));
  return transaction(db, (tx) => enqueueMany(tx, "library.scan", present));
}
