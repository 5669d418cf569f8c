import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, series } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { cancelJobsOf } from "#lib/jobs/entity-jobs.ts";
import { excludePaths } from "#lib/recycle/exclude.ts";
import { undoGraceMs } from "#lib/recycle/vocabulary.ts";
import { nameOfEpisode } from "./name-of-episode.ts";

/**
 * Hides episodes until they are restored, or gone for good after 30 days; a season is removed by its episodes. Episodes
 * in one file go together, because a scan passes over a file, not a part of it. Everything else is as with series.
 * Returns the ids of those that were still there.
 */
export async function removeEpisodes(
  tx: Tx,
  { episodeIds, userId, deleteFiles = false }: { episodeIds: readonly number[]; userId: number; deleteFiles?: boolean },
): Promise<number[]> {
  const files = tx
    .select({ filePath: episodes.filePath })
    .from(episodes)
    .where(inArray(episodes.id, [...episodeIds]));
  const found = await tx
    .select({
      episodeId: episodes.id,
      libraryId: series.libraryId,
      seriesTitle: series.title,
      seasonNumber: episodes.seasonNumber,
      episodeNumber: episodes.episodeNumber,
      path: episodes.filePath,
      missingAt: episodes.missingAt,
    })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(and(inArray(episodes.filePath, files), isNull(episodes.deletedAt)));
  const ids = found.map(({ episodeId }) => episodeId);
  if (ids.length === 0) return [];
  await tx
    .update(episodes)
    .set({ deletedAt: fromNow(0), version: sql`${episodes.version} + 1` })
    .where(inArray(episodes.id, ids));
  await cancelJobsOf(tx, { entityType: "episode", entityIds: ids });
  const present = new Map(found.filter(({ missingAt }) => missingAt === null).map((row) => [row.path, row]));
  await excludePaths(
    tx,
    [...present.values()].map((row) => ({
      libraryId: row.libraryId,
      path: row.path,
      title: nameOfEpisode(row),
      createdBy: userId,
    })),
  );
  await recordEvents(
    tx,
    { entityType: "episode", kind: "remove", userId },
    ids.map((entityId) => ({
      entityId,
      summary: deleteFiles ? "Removed, and its files go to the recycle bin" : "Removed from Metarr",
    })),
  );
  await recordAudits(
    tx,
    found.map((row) => ({
      userId,
      action: "episode.remove",
      entityType: "episode",
      entityId: row.episodeId,
      details: { title: nameOfEpisode(row), path: row.path, deleteFiles },
    })),
  );
  if (deleteFiles) {
    const payloads = ids.map((entityId) => ({ entityType: "episode" as const, entityId, userId }));
    await enqueueMany(tx, "files.recycle", payloads, { createdBy: userId, delayMs: undoGraceMs });
  }
  return ids;
}
