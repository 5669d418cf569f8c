import { and, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { movies } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { cancelJobsOf } from "#lib/jobs/entity-jobs.ts";
import { excludePaths } from "#lib/recycle/exclude.ts";
import { undoGraceMs } from "#lib/recycle/vocabulary.ts";
import { exclusionPathsOf } from "./exclusion-paths.ts";
import { nextVersion } from "./next-version.ts";

/**
 * Hides films until they are restored, or gone for good after 30 days. Their files stay, and a scan passes them over; a
 * film whose file is missing has none to pass over, and comes back with its file. With `deleteFiles` a job moves the
 * files to the recycle bin once nobody can take it back any more. Returns the ids of those that were still there.
 */
export async function removeMovies(
  tx: Tx,
  { movieIds, userId, deleteFiles = false }: { movieIds: readonly number[]; userId: number; deleteFiles?: boolean },
): Promise<number[]> {
  const removed = await tx
    .update(movies)
    .set({ deletedAt: fromNow(0), ...nextVersion })
    .where(and(inArray(movies.id, [...movieIds]), isNull(movies.deletedAt)))
    .returning({
      movieId: movies.id,
      libraryId: movies.libraryId,
      filePath: movies.filePath,
      title: movies.title,
      missingAt: movies.missingAt,
    });
  const ids = removed.map(({ movieId }) => movieId);
  await cancelJobsOf(tx, { entityType: "movie", entityIds: ids });
  const present = removed.filter(({ missingAt }) => missingAt === null);
  const paths = await exclusionPathsOf(tx, present);
  await excludePaths(
    tx,
    present.map(({ movieId, libraryId, filePath, title }) => ({
      libraryId,
      path: paths.get(movieId) ?? filePath,
      title,
      createdBy: userId,
    })),
  );
  await recordEvents(
    tx,
    { entityType: "movie", kind: "remove", userId },
    ids.map((entityId) => ({
      entityId,
      summary: deleteFiles ? "Removed, and its files go to the recycle bin" : "Removed from Metarr",
    })),
  );
  await recordAudits(
    tx,
    removed.map(({ movieId, title, filePath }) => ({
      userId,
      action: "movie.remove",
      entityType: "movie",
      entityId: movieId,
      details: { title, path: filePath, deleteFiles },
    })),
  );
  if (deleteFiles) {
    const payloads = ids.map((entityId) => ({ entityType: "movie" as const, entityId, userId }));
    await enqueueMany(tx, "files.recycle", payloads, { createdBy: userId, delayMs: undoGraceMs });
  }
  return ids;
}
