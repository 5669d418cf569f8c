import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { readJobHistory } from "./job-history.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const history = async (role: "editor" | "viewer") =>
  (await readJobHistory(db, { filter: {}, user: { role } })).jobs.map(({ status, partial }) => ({ status, partial }));

test("a job that ended without all it wanted says so; viewers do not read why", async () => {
  const job = { type: "movie.enrich", lane: "providers", priority: 5, maxAttempts: 3 };
  await db.insert(jobs).values([
    { ...job, status: "completed", result: { changed: true } },
    { ...job, status: "completed", result: { changed: false, partial: ["TMDB refused the API key.", "OMDb is off."] } },
  ]);
  const [partial, whole] = await history("editor");
  expect(partial).toEqual({ status: "completed", partial: "TMDB refused the API key. OMDb is off." });
  expect(whole).toEqual({ status: "completed", partial: null });
  expect((await history("viewer"))[0]?.partial).toBe("An editor can see why.");

  await db.update(jobs).set({ status: "pending" }).where(eq(jobs.status, "completed"));
  expect(await history("editor")).toEqual([
    { status: "pending", partial: null },
    { status: "pending", partial: null },
  ]);
});
