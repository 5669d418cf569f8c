import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { jobs, libraries, schedules } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { listJobs } from "#lib/jobs/queries.ts";
import { enqueueStartScans, runDueSchedules } from "./schedule.ts";

const db = await testDb();
const longAgo = new Date("2020-01-01T00:00:00.000Z");
const types = async () => (await listJobs(db)).jobs.map((job) => job.type).sort();

async function addLibrary(values: Partial<typeof libraries.$inferInsert> = {}): Promise<number> {
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: `/films/${Math.random()}`, type: "movie", ...values })
    .returning();
  return library?.id ?? 0;
}

beforeEach(async () => {
  for (const table of [jobs, schedules, libraries]) await db.delete(table);
});

/** What runs once a night for all libraries together, by name. */
const ofInstallation = [
  "cache.purge",
  "cache.verify",
  "jobs.purge",
  "recycle.purge",
  "system.backup",
  "trailers.check",
];

describe("when things run by themselves", () => {
  test("the first look only sets the times: daily for the installation and each library, weekly what reads every file", async () => {
    const libraryId = await addLibrary();
    expect(await runDueSchedules(db)).toBe(0);
    const found = await db.select().from(schedules);
    const ofLibrary = ["publish", "refresh", "scan", "verify"].map((what) => `library.${what}:${libraryId}`);
    expect(found.map(({ name }) => name).sort()).toEqual([...ofInstallation, ...ofLibrary].sort());
    const now = Date.now();
    for (const { nextRunAt: next, jobType } of found.filter(({ enabled }) => enabled)) {
      const days = jobType === "library.verify" ? 7 : 1;
      expect(next?.getTime()).toBeGreaterThan(now);
      expect(next?.getTime()).toBeLessThan(now + (24 * days + 1) * 3_600_000);
    }
    const scan = found.find(({ jobType }) => jobType === "library.scan");
    expect([scan?.nextRunAt?.getHours(), scan?.nextRunAt?.getMinutes()]).toEqual([3, 0]);
    expect(await types()).toEqual([]);
  });

  test("times missed for years count as one, and two workers run it once", async () => {
    const libraryId = await addLibrary();
    await runDueSchedules(db);
    await db.update(schedules).set({ nextRunAt: longAgo });
    const counts = await Promise.all([runDueSchedules(db), runDueSchedules(db), runDueSchedules(db)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ofInstallation.length + 3);
    expect(await types()).toEqual([...ofInstallation, "library.refresh", "library.scan", "library.verify"].sort());
    const [scan] = await db
      .select()
      .from(schedules)
      .where(eq(schedules.name, `library.scan:${libraryId}`));
    const [job] = await db.select().from(jobs).where(eq(jobs.type, "library.scan"));
    expect(scan).toMatchObject({ lastJobId: job?.id, lastRunAt: expect.any(Date) });
    expect(job?.payload).toEqual({ libraryId });
    expect(await runDueSchedules(db)).toBe(0);
  });

  test("nothing is enqueued for a schedule or library that is switched off or removed", async () => {
    const [off, removed] = [await addLibrary({ enabled: false }), await addLibrary()];
    await runDueSchedules(db);
    await db.update(libraries).set({ deletedAt: new Date() }).where(eq(libraries.id, removed));
    await db.update(schedules).set({ nextRunAt: longAgo });
    await db.update(schedules).set({ enabled: false }).where(eq(schedules.name, "jobs.purge"));
    await runDueSchedules(db);
    expect(await types()).toEqual(ofInstallation.filter((type) => type !== "jobs.purge"));
    expect(off).toBeGreaterThan(0);
  });

  test("a library that only has an older version's schedule gets the one that is missing, and keeps its own times", async () => {
    const libraryId = await addLibrary();
    const own = { name: `library.scan:${libraryId}`, jobType: "library.scan", cron: "15 5 * * *", libraryId };
    await db.insert(schedules).values(own);
    await runDueSchedules(db);
    const found = await db.select().from(schedules).where(eq(schedules.libraryId, libraryId));
    expect(found.map(({ name, cron }) => `${name} ${cron}`).sort()).toEqual([
      `library.publish:${libraryId} 0 6 * * *`,
      `library.refresh:${libraryId} 0 4 * * *`,
      `library.scan:${libraryId} 15 5 * * *`,
      `library.verify:${libraryId} 0 5 * * 0`,
    ]);
  });

  test("R16 a clock that was wrong for a while neither runs anything early nor keeps it from running", async () => {
    await runDueSchedules(db);
    const slots = async () => (await db.select().from(schedules).orderBy(schedules.id)).map(({ nextRunAt: at }) => at);
    const right = await slots();
    // Set while the clock stood in the year 2099.
    await db.update(schedules).set({ nextRunAt: new Date("2099-01-01T03:00:00.000Z") });
    expect(await runDueSchedules(db)).toBe(0);
    expect([await slots(), await types()]).toEqual([right, []]);
    // Set while it stood in the past: due once, however many times that are.
    await db.update(schedules).set({ nextRunAt: longAgo });
    expect(await runDueSchedules(db)).toBe(ofInstallation.length);
    expect(await slots()).toEqual(right);
  });

  test("a publish by the clock is there for who wants it, and off", async () => {
    const libraryId = await addLibrary();
    await runDueSchedules(db);
    const isPublish = eq(schedules.name, `library.publish:${libraryId}`);
    expect(await db.select().from(schedules).where(isPublish)).toMatchObject([{ enabled: false, nextRunAt: null }]);
    await db.update(schedules).set({ enabled: true, nextRunAt: longAgo }).where(isPublish);
    await runDueSchedules(db);
    expect(await types()).toEqual(["library.publish"]);
  });

  test("a schedule that makes no sense costs only itself", async () => {
    await db.insert(schedules).values([
      { name: "bad-time", jobType: "jobs.purge", cron: "99 99 * * *", nextRunAt: longAgo },
      { name: "bad-job", jobType: "moon.landing", cron: "0 4 * * *", nextRunAt: longAgo },
      { name: "good", jobType: "cache.purge", cron: "0 4 * * *", nextRunAt: longAgo },
    ]);
    expect(await runDueSchedules(db)).toBe(1);
    expect(await types()).toEqual(["cache.purge"]);
  });

  test("each library is looked at when a worker starts", async () => {
    await addLibrary();
    await addLibrary();
    await addLibrary({ enabled: false });
    expect(await enqueueStartScans(db)).toBe(2);
    expect(await enqueueStartScans(db)).toBe(0);
  });
});
