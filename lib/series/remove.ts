import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { series } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { cancelJobsOf } from "#lib/jobs/entity-jobs.ts";
import { excludePaths } from "#lib/recycle/exclude.ts";
import { undoGraceMs } from "#lib/recycle/vocabulary.ts";

/**
 * Hides whole series until they are restored, or gone for good after 30 days. Seasons and episodes keep their rows as
 * they are and are hidden with their series. Files stay, and a scan passes the folder over; one that is missing is not
 * excluded, and comes back with its folder. With `deleteFiles` a job moves the files to the recycle bin once nobody can
 * take it back any more. Returns the ids of those that were still there.
 */
export async function removeSeries(
  tx: Tx,
  { seriesIds, userId, deleteFiles = false }: { seriesIds: readonly number[]; userId: number; deleteFiles?: boolean },
): Promise<number[]> {
  const removed = await tx
    .update(series)
    .set({ deletedAt: fromNow(0), version: sql`${series.version} + 1` })
    .where(and(inArray(series.id, [...seriesIds]), isNull(series.deletedAt)))
    .returning({
      seriesId: series.id,
      libraryId: series.libraryId,
      path: series.directoryPath,
      title: series.title,
      missingAt: series.missingAt,
    });
  const ids = removed.map(({ seriesId }) => seriesId);
  await cancelJobsOf(tx, { entityType: "series", entityIds: ids });
  await excludePaths(
    tx,
    removed
      .filter(({ missingAt }) => missingAt === null)
      .map(({ libraryId, path, title }) => ({ libraryId, path, title, createdBy: userId })),
  );
  await recordEvents(
    tx,
    { entityType: "series", kind: "remove", userId },
    ids.map((entityId) => ({
      entityId,
      summary: deleteFiles ? "Removed, and its files go to the recycle bin" : "Removed from Metarr",
    })),
  );
  await recordAudits(
    tx,
    removed.map(({ seriesId, title, path }) => ({
      userId,
      action: "series.remove",
      entityType: "series",
      entityId: seriesId,
      details: { title, path, deleteFiles },
    })),
  );
  if (deleteFiles) {
    const payloads = ids.map((entityId) => ({ entityType: "series" as const, entityId, userId }));
    await enqueueMany(tx, "files.recycle", payloads, { createdBy: userId, delayMs: undoGraceMs });
  }
  return ids;
}
