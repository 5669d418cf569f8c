import { expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { countLive, liveCountMax } from "./live-counts.ts";

test("a queue is counted up to a limit, and every end of a job is noticed", async () => {
  const db = await testDb();
  const job = { type: "jobs.purge", lane: "system" };
  expect(await countLive(db)).toMatchObject({ pending: 0, running: 0, failed: 0 });

  await db.insert(jobs).values({ ...job, status: "failed", completedAt: new Date(1) });
  const before = await countLive(db);
  expect(before).toMatchObject({ pending: 0, running: 0, failed: 1 });
  expect(await countLive(db)).toEqual(before);

  await db.insert(jobs).values({ ...job, status: "completed", completedAt: new Date(2) });
  expect((await countLive(db)).ended).not.toBe(before.ended);

  await bulkInsert(
    db,
    jobs,
    Array.from({ length: liveCountMax + 50 }, () => job),
  );
  expect((await countLive(db)).pending).toBe(liveCountMax + 1);
});
