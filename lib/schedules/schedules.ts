import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { jobs, libraries, schedules } from "#db/schema/index.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { enqueueUntyped } from "#lib/jobs/enqueue.ts";
import { isJobType } from "#lib/jobs/vocabulary.ts";
import { checkCron, nextRunAt } from "./cron.ts";
import { usualSchedule } from "./vocabulary.ts";

type By = { userId: number; address: string | null };
type Row = typeof schedules.$inferSelect;

/** Every schedule of the installation and of the libraries that are there, with how its last run went. */
export async function listSchedules(db: Db) {
  const found = await db
    .select({
      schedule: schedules,
      library: { libraryId: libraries.id, name: libraries.name, enabled: libraries.enabled },
    })
    .from(schedules)
    .leftJoin(libraries, eq(libraries.id, schedules.libraryId))
    .where(isNull(libraries.deletedAt))
    .orderBy(asc(libraries.name), asc(schedules.id));
  const jobIds = found.flatMap(({ schedule }) => schedule.lastJobId ?? []);
  const last =
    jobIds.length === 0
      ? []
      : await db
          .select({ jobId: jobs.id, status: jobs.status, error: jobs.error, completedAt: jobs.completedAt })
          .from(jobs)
          .where(inArray(jobs.id, jobIds));
  const byId = new Map(last.map((job) => [job.jobId, job]));
  return found.map(({ schedule, library }) => ({
    scheduleId: schedule.id,
    name: schedule.name,
    jobType: schedule.jobType,
    cron: schedule.cron,
    isOn: schedule.enabled,
    nextRunAt: schedule.nextRunAt,
    lastRunAt: schedule.lastRunAt,
    /** Gone from the history after a while. */
    lastJob: schedule.lastJobId === null ? undefined : byId.get(schedule.lastJobId),
    library,
  }));
}

async function getSchedule(db: Db, scheduleId: number): Promise<Row> {
  const [row] = await db.select().from(schedules).where(eq(schedules.id, scheduleId));
  if (!row) throw new AppError("not_found", "This schedule is no longer there. Load the page again.");
  return row;
}

type Change = { scheduleId: number; by: By };

/** Sets when it runs. Returns what it was. Throws AppError invalid for fields that make no sense. */
export async function setCron(tx: Tx, { scheduleId, cron, by }: Change & { cron: string }): Promise<{ cron: string }> {
  const before = await getSchedule(tx, scheduleId);
  await change(tx, before, { cron: checkCron(cron) }, by);
  return { cron: before.cron };
}

/** On or off. What it missed while it was off is not made up for. */
export async function switchSchedule(tx: Tx, { scheduleId, isOn, by }: Change & { isOn: boolean }): Promise<void> {
  await change(tx, await getSchedule(tx, scheduleId), { enabled: isOn }, by);
}

/** As it is without anybody's wish. Returns what it was. */
export async function resetSchedule(tx: Tx, { scheduleId, by }: Change): Promise<{ cron: string; isOn: boolean }> {
  const before = await getSchedule(tx, scheduleId);
  const usual = usualSchedule(before.jobType);
  if (!usual) throw new AppError("unsupported", "This schedule has no usual time. Set one yourself.");
  await change(tx, before, { cron: usual.cron, enabled: usual.isOn }, by);
  return { cron: before.cron, isOn: before.enabled };
}

/** A changed schedule counts from now on: the slot it had is no longer anybody's. */
async function change(tx: Tx, before: Row, values: { cron?: string; enabled?: boolean }, by: By): Promise<void> {
  const { id: scheduleId, name, cron, enabled } = before;
  const next = nextRunAt(values.cron ?? cron, await databaseNow(tx)) ?? null;
  await tx
    .update(schedules)
    .set({ ...values, nextRunAt: next })
    .where(eq(schedules.id, scheduleId));
  await recordAudit(tx, {
    userId: by.userId,
    address: by.address,
    action: "schedule.change",
    entityType: "schedule",
    entityId: scheduleId,
    details: { name, before: { cron, enabled }, ...values },
  });
}

/** Runs it now, whether it is on or off; when it is due next stays. Returns the job. */
export async function runScheduleNow(tx: Tx, { scheduleId, by }: Change): Promise<number> {
  const { jobType, payload, libraryId, name } = await getSchedule(tx, scheduleId);
  if (!isJobType(jobType)) throw new AppError("unsupported", `This version of Metarr knows no job named ${jobType}.`);
  if (libraryId !== null) await requireLibrary(tx, libraryId);
  const jobId = await enqueueUntyped(tx, jobType, payload ?? {}, { createdBy: by.userId });
  await tx
    .update(schedules)
    .set({ lastRunAt: await databaseNow(tx), lastJobId: jobId })
    .where(eq(schedules.id, scheduleId));
  await recordAudit(tx, {
    userId: by.userId,
    address: by.address,
    action: "schedule.run",
    entityType: "schedule",
    entityId: scheduleId,
    details: { name, jobId },
  });
  return jobId;
}

async function requireLibrary(tx: Tx, libraryId: number): Promise<void> {
  const [library] = await tx
    .select({ enabled: libraries.enabled })
    .from(libraries)
    .where(and(eq(libraries.id, libraryId), isNull(libraries.deletedAt)));
  if (!library) throw new AppError("not_found", "This library is no longer in Metarr.");
  if (!library.enabled) throw new AppError("conflict", "This library is switched off. Switch it on first.");
}
