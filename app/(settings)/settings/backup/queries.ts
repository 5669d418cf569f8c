import { eq } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { schedules } from "#db/schema/index.ts";
import { backupsFolder, listBackups } from "#lib/backup/backups-folder.ts";
import { env } from "#lib/env.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { readSettings } from "#lib/settings/read-settings.ts";

/** Every backup in the data folder, what is under way, and when the next is due. */
export async function getBackups() {
  await requireUser("admin");
  const db = getDb();
  const [settings, backups, making, checking, due] = await Promise.all([
    readSettings(db),
    listBackups(env.DATA_DIR),
    listJobs(db, { type: "system.backup", limit: 1 }),
    listJobs(db, { type: "backup.check", status: ["running", "pending"] }),
    db
      .select({ nextRunAt: schedules.nextRunAt })
      .from(schedules)
      .where(eq(schedules.jobType, "system.backup"))
      .orderBy(schedules.nextRunAt)
      .limit(1),
  ]);
  const [last] = making.jobs;
  const isOpen = last?.status === "running" || last?.status === "pending";
  return {
    backups,
    folder: backupsFolder(env.DATA_DIR),
    withCache: settings.get("backup.withCache"),
    keep: settings.get("backup.keep"),
    open: [...(last && isOpen ? [last] : []), ...checking.jobs].map(({ jobId, title }) => ({ jobId, title })),
    isBackingUp: isOpen,
    checkedNow: checking.jobs.map(({ payload }) => payload?.name),
    failure: last?.status === "failed" ? { at: last.completedAt, reason: last.error } : undefined,
    nextRunAt: due[0]?.nextRunAt ?? null,
  };
}
