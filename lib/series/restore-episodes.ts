import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, libraries, series } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { AppError } from "#lib/errors.ts";
import { cancelJobsOf, reviveJobsOf } from "#lib/jobs/entity-jobs.ts";
import { includePaths } from "#lib/recycle/exclude.ts";
import { requestFilesBack } from "#lib/recycle/restore-removed.ts";
import { nameOfEpisode } from "./name-of-episode.ts";

/**
 * Brings removed episodes back as they were, with those in the same file. A job puts back files from the recycle bin. Returns the ids of those that came back. Throws
 * conflict and changes nothing when their series or library was removed too.
 */
export async function restoreEpisodes(
  tx: Tx,
  { episodeIds, userId }: { episodeIds: readonly number[]; userId: number | null },
): Promise<number[]> {
  const hidden = await listHidden(tx, episodeIds);
  const orphan = hidden.find(({ seriesGoneAt, libraryGoneAt }) => seriesGoneAt !== null || libraryGoneAt !== null);
  if (orphan) {
    throw new AppError(
      "conflict",
      `${nameOfEpisode(orphan)} cannot come back alone: its ${orphan.libraryGoneAt === null ? "series" : "library"} was removed too. Restore that first.`,
    );
  }
  const ids = hidden.map(({ episodeId }) => episodeId);
  await cancelJobsOf(tx, { entityType: "episode", entityIds: ids, type: "files.recycle" });
  const removed = new Map(
    hidden.flatMap(({ episodeId, deletedAt }) => (deletedAt ? [[episodeId, deletedAt] as const] : [])),
  );
  await reviveJobsOf(tx, { entityType: "episode", removed });
  await requestFilesBack(tx, { kind: "episode", removed, userId });
  await tx
    .update(episodes)
    // A file that is still missing has its hour again before the episode is hidden.
    .set({ ...shown, missingAt: sql`case when ${episodes.missingAt} is null then null else ${fromNow(0)} end` })
    .where(inArray(episodes.id, ids));
  await includePaths(tx, [...new Set(hidden.map(({ path }) => path))]);
  await recordEvents(
    tx,
    { entityType: "episode", kind: "restore", userId },
    ids.map((entityId) => ({ entityId, summary: "Restored to Metarr" })),
  );
  await recordAudits(
    tx,
    hidden.map((row) => ({
      userId,
      action: "episode.restore",
      entityType: "episode",
      entityId: row.episodeId,
      details: { title: nameOfEpisode(row), path: row.path },
    })),
  );
  return ids;
}

function listHidden(tx: Tx, episodeIds: readonly number[]) {
  const files = tx
    .select({ filePath: episodes.filePath })
    .from(episodes)
    .where(inArray(episodes.id, [...episodeIds]));
  return tx
    .select({
      episodeId: episodes.id,
      seriesTitle: series.title,
      seasonNumber: episodes.seasonNumber,
      episodeNumber: episodes.episodeNumber,
      path: episodes.filePath,
      deletedAt: episodes.deletedAt,
      seriesGoneAt: series.deletedAt,
      libraryGoneAt: libraries.deletedAt,
    })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(inArray(episodes.filePath, files), isNotNull(episodes.deletedAt)));
}

const shown = { deletedAt: null, version: sql`${episodes.version} + 1` };

/** For the scan that finds the files of hidden episodes again: they are back with everything. */
export async function reviveEpisodes(tx: Tx, episodeIds: readonly number[]): Promise<void> {
  if (episodeIds.length === 0) return;
  await tx
    .update(episodes)
    .set({ ...shown, missingAt: null })
    .where(and(inArray(episodes.id, [...episodeIds]), isNotNull(episodes.deletedAt)));
}
