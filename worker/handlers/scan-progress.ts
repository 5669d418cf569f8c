import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { scanRuns } from "#db/schema/index.ts";

/** How many files the last good scan of a whole library saw; undefined before the first. */
export async function findExpectedFiles(db: Db, libraryId: number): Promise<number | undefined> {
  const [last] = await db
    .select({ filesSeen: scanRuns.filesSeen })
    .from(scanRuns)
    .where(and(eq(scanRuns.libraryId, libraryId), eq(scanRuns.status, "completed"), isNull(scanRuns.paths)))
    .orderBy(desc(scanRuns.startedAt), desc(scanRuns.id))
    .limit(1);
  return last?.filesSeen;
}

type ScanProgress = {
  filesSeen: number;
  foldersChanged: number;
  expectedFiles: number | undefined;
  passedMs: number;
};

const numbers = new Intl.NumberFormat("en");
const count = (value: number, noun: string) => `${numbers.format(value)} ${noun}${value === 1 ? "" : "s"}`;

/**
 * How far a scan is, by what the last one saw. Never 100 %: there may be more than last time, and the end takes a moment.
 * The time that is left is the pages' to tell: they have a clock.
 */
export function describeScanProgress(scan: ScanProgress): { percent: number; note: string } {
  const { filesSeen, foldersChanged, expectedFiles = 0, passedMs } = scan;
  const isGuess = expectedFiles >= filesSeen && expectedFiles > 0;
  const percent = expectedFiles > 0 ? Math.min(99, Math.floor((100 * filesSeen) / expectedFiles)) : 0;
  const files = isGuess
    ? `${numbers.format(filesSeen)} of about ${count(expectedFiles, "file")}`
    : count(filesSeen, "file");
  const perSecond = Math.round((filesSeen * 1000) / Math.max(1, passedMs));
  return {
    percent,
    note: `${files}, ${count(foldersChanged, "folder")} changed, ${count(perSecond, "file")} a second`,
  };
}
