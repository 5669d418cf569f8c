import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { auditLog, jobs, libraries, schedules } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aUser } from "#lib/access/testing.ts";
import { runDueSchedules } from "#worker/schedule.ts";
import { listSchedules, resetSchedule, runScheduleNow, setCron, switchSchedule } from "./schedules.ts";

const db = await testDb();
const { id: userId } = await aUser(db, { role: "admin" });
const by = { userId, address: null };
let libraryId = 0;

const find = async (name: string) => {
  const found = (await listSchedules(db)).find((schedule) => schedule.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

beforeEach(async () => {
  for (const table of [jobs, schedules, libraries, auditLog]) await db.delete(table);
  const [library] = await db.insert(libraries).values({ name: "Films", path: "/films", type: "movie" }).returning();
  libraryId = library?.id ?? 0;
  await runDueSchedules(db);
});

test("each is listed with its library, and not those of a library that was removed", async () => {
  expect((await find(`library.scan:${libraryId}`)).library).toMatchObject({ libraryId, name: "Films" });
  expect((await find("system.backup")).library).toBeNull();
  await db.update(libraries).set({ deletedAt: new Date() });
  expect((await listSchedules(db)).filter(({ library }) => library !== null)).toEqual([]);
});

test("another time counts at once, a reset brings the usual one back, and the audit log tells of both", async () => {
  const { scheduleId, nextRunAt: before } = await find("system.backup");
  expect(await transaction(db, (tx) => setCron(tx, { scheduleId, cron: "15  5 * * *", by }))).toEqual({
    cron: "50 3 * * *",
  });
  const changed = await find("system.backup");
  expect([changed.cron, changed.nextRunAt?.getHours(), changed.nextRunAt?.getMinutes()]).toEqual(["15 5 * * *", 5, 15]);
  await transaction(db, (tx) => switchSchedule(tx, { scheduleId, isOn: false, by }));
  await transaction(db, (tx) => resetSchedule(tx, { scheduleId, by }));
  expect(await find("system.backup")).toMatchObject({ cron: "50 3 * * *", isOn: true, nextRunAt: before });
  expect((await db.select().from(auditLog)).map(({ action }) => action)).toEqual(Array(3).fill("schedule.change"));
  const wrong = transaction(db, (tx) => setCron(tx, { scheduleId, cron: "* * * * *", by }));
  await expect(wrong).rejects.toMatchObject({ code: "invalid", field: "cron" });
});

test("what a schedule missed while it was off is not made up for", async () => {
  const { scheduleId } = await find("jobs.purge");
  await db
    .update(schedules)
    .set({ enabled: false, nextRunAt: new Date("2020-01-01T00:00:00.000Z") })
    .where(eq(schedules.id, scheduleId));
  await transaction(db, (tx) => switchSchedule(tx, { scheduleId, isOn: true, by }));
  expect([await runDueSchedules(db), await db.select().from(jobs)]).toEqual([0, []]);
});

test("run now adds the job of the person who asked, and shows how it went; when it is due next stays", async () => {
  const { scheduleId, nextRunAt } = await find(`library.publish:${libraryId}`);
  const jobId = await transaction(db, (tx) => runScheduleNow(tx, { scheduleId, by }));
  expect(await db.select().from(jobs)).toMatchObject([
    { type: "library.publish", payload: { libraryId }, createdBy: userId },
  ]);
  await db.update(jobs).set({ status: "failed", error: "no room", completedAt: new Date() });
  const after = await find(`library.publish:${libraryId}`);
  expect(after).toMatchObject({
    nextRunAt,
    lastRunAt: expect.any(Date),
    lastJob: { jobId, status: "failed", error: "no room" },
  });
  await db.update(libraries).set({ enabled: false });
  const off = transaction(db, (tx) => runScheduleNow(tx, { scheduleId, by }));
  await expect(off).rejects.toMatchObject({ code: "conflict" });
});
