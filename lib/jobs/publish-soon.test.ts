import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { publishSoon } from "./publish-soon.ts";
import { newRunId } from "./run-phase.ts";

const db = await testDb();
const enriched = { identificationStatus: "enriched" } as const;
const full = { automation: "full" } as const;
const isQueued = async (movieId: number) => (await db.$count(jobs, eq(jobs.entityId, movieId))) === 1;

test.each([
  ["an enriched film of an automatic library", enriched, full, true],
  ["one that is not enriched yet", { identificationStatus: "identified" } as const, full, false],
  ["one that is not monitored", { ...enriched, monitored: false }, full, false],
  ["one whose file is missing", { ...enriched, missingAt: new Date() }, full, false],
  ["one that was removed", { ...enriched, deletedAt: new Date() }, full, false],
  ["one of a library that is switched off", enriched, { ...full, enabled: false }, false],
  ["one of a library that waits for approval", enriched, { automation: "review" } as const, false],
])("%s is published by itself or not", async (_, movie, library, expected) => {
  const movieId = await aMovie(db, movie, library);
  await transaction(db, (tx) => publishSoon(tx, { movieIds: [movieId] }));
  expect(await isQueued(movieId)).toBe(expected);
});

test("a run that goes as far publishes whatever the library's automation, and names its jobs", async () => {
  const movieId = await aMovie(db, enriched, { automation: "manual" });
  const runId = newRunId("publish");
  await transaction(db, (tx) => publishSoon(tx, { movieIds: [movieId], runId, createdBy: null }));
  expect(await db.select().from(jobs).where(eq(jobs.entityId, movieId))).toMatchObject([{ runId }]);
});
