import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { libraries, series } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { AppError } from "#lib/errors.ts";
import { cancelJobsOf, reviveJobsOf } from "#lib/jobs/entity-jobs.ts";
import { includePaths, lookAgainBelow } from "#lib/recycle/exclude.ts";
import { requestFilesBack } from "#lib/recycle/restore-removed.ts";

/**
 * Brings removed series back as they were, with their seasons and episodes; episodes that were removed by themselves stay
 * removed. Files that went to the recycle bin are put back by a job. A scan may look at their folders from now on. Returns the ids of those that came back. Throws conflict and
 * changes nothing when the library was removed too.
 */
export async function restoreSeries(
  tx: Tx,
  { seriesIds, userId }: { seriesIds: readonly number[]; userId: number | null },
): Promise<number[]> {
  const hidden = await tx
    .select({
      seriesId: series.id,
      libraryId: series.libraryId,
      title: series.title,
      path: series.directoryPath,
      deletedAt: series.deletedAt,
      libraryName: libraries.name,
      libraryGoneAt: libraries.deletedAt,
    })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(inArray(series.id, [...seriesIds]), isNotNull(series.deletedAt)));
  const orphan = hidden.find(({ libraryGoneAt }) => libraryGoneAt !== null);
  if (orphan) {
    throw new AppError(
      "conflict",
      `"${orphan.title}" belongs to the library ${orphan.libraryName}, which was removed. Add its folder again, and its series come back.`,
    );
  }
  const ids = hidden.map(({ seriesId }) => seriesId);
  await cancelJobsOf(tx, { entityType: "series", entityIds: ids, type: "files.recycle" });
  const removed = new Map(
    hidden.flatMap(({ seriesId, deletedAt }) => (deletedAt ? [[seriesId, deletedAt] as const] : [])),
  );
  await reviveJobsOf(tx, { entityType: "series", removed });
  await requestFilesBack(tx, { kind: "series", removed, userId });
  await tx
    .update(series)
    // A folder that is still missing has its hour again before the series is hidden.
    .set({ ...shown, missingAt: sql`case when ${series.missingAt} is null then null else ${fromNow(0)} end` })
    .where(inArray(series.id, ids));
  await includePaths(
    tx,
    hidden.map(({ path }) => path),
  );
  for (const libraryId of new Set(hidden.map((row) => row.libraryId))) {
    const folders = hidden.filter((row) => row.libraryId === libraryId).map(({ path }) => path);
    await lookAgainBelow(tx, { libraryId, folders });
  }
  await recordEvents(
    tx,
    { entityType: "series", kind: "restore", userId },
    ids.map((entityId) => ({ entityId, summary: "Restored to Metarr" })),
  );
  await recordAudits(
    tx,
    hidden.map(({ seriesId, title, path }) => ({
      userId,
      action: "series.restore",
      entityType: "series",
      entityId: seriesId,
      details: { title, path },
    })),
  );
  return ids;
}

const shown = { deletedAt: null, version: sql`${series.version} + 1` };

/** For the scan that finds the folders of hidden series again: they are back with everything. */
export async function reviveSeries(tx: Tx, seriesIds: readonly number[]): Promise<void> {
  if (seriesIds.length === 0) return;
  await tx
    .update(series)
    .set({ ...shown, missingAt: null })
    .where(and(inArray(series.id, [...seriesIds]), isNotNull(series.deletedAt)));
}
