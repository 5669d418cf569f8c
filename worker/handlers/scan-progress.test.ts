import { expect, test } from "vitest";
import { libraries, scanRuns } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { describeScanProgress, findExpectedFiles } from "./scan-progress.ts";

const db = await testDb();

test.each([
  [
    { filesSeen: 12_000, foldersChanged: 3, expectedFiles: 40_000, passedMs: 3_000 },
    30,
    "12,000 of about 40,000 files, 3 folders changed, 4,000 files a second",
  ],
  [
    { filesSeen: 40_000, foldersChanged: 1, expectedFiles: 40_000, passedMs: 10_000 },
    99,
    "40,000 of about 40,000 files, 1 folder changed, 4,000 files a second",
  ],
  [
    { filesSeen: 41_000, foldersChanged: 0, expectedFiles: 40_000, passedMs: 10_000 },
    99,
    "41,000 files, 0 folders changed, 4,100 files a second",
  ],
  [
    { filesSeen: 1, foldersChanged: 1, expectedFiles: undefined, passedMs: 1_000 },
    0,
    "1 file, 1 folder changed, 1 file a second",
  ],
  [
    { filesSeen: 5, foldersChanged: 0, expectedFiles: 0, passedMs: 0 },
    0,
    "5 files, 0 folders changed, 5,000 files a second",
  ],
])("%o is %i percent: %s", (scan, percent, note) => {
  expect(describeScanProgress(scan)).toEqual({ percent, note });
});

test("what to expect is what the last good scan of that library saw", async () => {
  const [one, other] = await db
    .insert(libraries)
    .values([1, 2].map((number) => ({ name: `Films ${number}`, path: `/films-${number}`, type: "movie" as const })))
    .returning();
  const libraryId = one?.id ?? 0;
  expect(await findExpectedFiles(db, libraryId)).toBeUndefined();
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
  await db.insert(scanRuns).values([
    { libraryId, status: "completed", startedAt: at(1), filesSeen: 10 },
    { libraryId, status: "completed", startedAt: at(2), filesSeen: 20 },
    { libraryId, status: "failed", startedAt: at(3), filesSeen: 3 },
    { libraryId, status: "running", startedAt: at(4), filesSeen: 0 },
    { libraryId: other?.id ?? 0, status: "completed", startedAt: at(5), filesSeen: 99 },
  ]);
  expect(await findExpectedFiles(db, libraryId)).toBe(20);
});
