import { and, eq, inArray, isNull } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { libraries, schedules } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueueMany, enqueueUntyped } from "#lib/jobs/enqueue.ts";
import { isJobType } from "#lib/jobs/vocabulary.ts";
import { libraryTypes } from "#lib/libraries/vocabulary.ts";
import { log } from "#lib/log.ts";
import { nextRunAt } from "#lib/schedules/cron.ts";
import { librarySchedules, systemSchedules } from "#lib/schedules/vocabulary.ts";

/** Libraries that can be scanned. */
const isScannable = and(isNull(libraries.deletedAt), inArray(libraries.type, libraryTypes));

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
    ...systemSchedules.map(({ jobType, cron, isOn }) => ({ jobType, cron, enabled: isOn, name: jobType })),
    ...scannable.flatMap(({ libraryId }) =>
      librarySchedules
        .filter(({ jobType }) => !known.has(`${jobType}:${libraryId}`))
        .map(({ jobType, cron, isOn }) => ({
          jobType,
          cron,
          enabled: isOn,
          name: `${jobType}:${libraryId}`,
          libraryId,
          payload: { libraryId },
        })),
    ),
  ].filter(({ name }) => !names.has(name));
  if (missing.length > 0) await bulkInsert(db, schedules, missing, { onConflict: "ignore" });
}

/**
 * Enqueues what is due by the database's clock. Times missed while nothing ran count as one. Workers that look at the same
 * moment do it once: the one that moves next_run_at on owns the slot. A slot that lies further away than the next one of its
 * schedule was set by a clock that was wrong, or in another time zone, and is moved. Returns how many jobs were enqueued.
 */
export async function runDueSchedules(db: Db): Promise<number> {
  await addMissingSchedules(db);
  const now = await databaseNow(db);
  const enabled = await db
    .select({ schedule: schedules, library: libraries })
    .from(schedules)
    .leftJoin(libraries, eq(libraries.id, schedules.libraryId))
    .where(eq(schedules.enabled, true));
  let enqueued = 0;
  for (const { schedule, library } of enabled) {
    try {
      if (!isToBeMoved(schedule, now)) continue;
      const isWanted = schedule.libraryId === null || (library?.enabled === true && library.deletedAt === null);
      if (await runSlot(db, { schedule, now, isWanted })) enqueued += 1;
    } catch (error) {
      // One broken schedule must not keep the others from running.
      log.error({ err: error, schedule: schedule.name }, "A schedule could not be run");
    }
  }
  return enqueued;
}

/** Due, never seen, or further away than its next time. */
function isToBeMoved({ cron, nextRunAt: slot }: Slot["schedule"], now: Date): boolean {
  if (slot === null || slot <= now) return true;
  const next = nextRunAt(cron, now);
  return next !== undefined && next < slot;
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
    // A schedule seen for the first time, or whose slot was wrong, only learns when it is due.
    if (!owned || slot === null || slot > now || !isWanted) return false;
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
