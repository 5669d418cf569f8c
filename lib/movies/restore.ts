import { and, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { libraries, mediaParts, movies } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { AppError } from "#lib/errors.ts";
import { cancelJobsOf, reviveJobsOf } from "#lib/jobs/entity-jobs.ts";
import { includePaths } from "#lib/recycle/exclude.ts";
import { requestFilesBack } from "#lib/recycle/restore-removed.ts";
import { nextVersion } from "./next-version.ts";

/**
 * Brings removed films back as they were: fields, locks, artwork, cast and history, and what waited for them waits again.
 * Files that went to the recycle bin with them are put back by a job. A scan may look at their paths from now on.
 * Returns the ids of those that came back. Throws conflict and changes nothing when a film's library was removed too, or
 * another film has its file by now.
 */
export async function restoreMovies(
  tx: Tx,
  { movieIds, userId }: { movieIds: readonly number[]; userId: number | null },
): Promise<number[]> {
  const hidden = await tx
    .select({
      movieId: movies.id,
      title: movies.title,
      filePath: movies.filePath,
      deletedAt: movies.deletedAt,
      libraryName: libraries.name,
      libraryGoneAt: libraries.deletedAt,
    })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(inArray(movies.id, [...movieIds]), isNotNull(movies.deletedAt)));
  const ids = hidden.map(({ movieId }) => movieId);
  const orphan = hidden.find(({ libraryGoneAt }) => libraryGoneAt !== null);
  if (orphan) throw libraryGone(orphan);
  await refuseTakenFiles(tx, ids);
  await cancelJobsOf(tx, { entityType: "movie", entityIds: ids, type: "files.recycle" });
  const removed = new Map(
    hidden.flatMap(({ movieId, deletedAt }) => (deletedAt ? [[movieId, deletedAt] as const] : [])),
  );
  await reviveJobsOf(tx, { entityType: "movie", removed });
  await requestFilesBack(tx, { kind: "movie", removed, userId });
  await tx
    .update(movies)
    // A file that is still missing has its hour again before the film is hidden.
    .set({ ...shown, missingAt: sql`case when ${movies.missingAt} is null then null else ${fromNow(0)} end` })
    .where(inArray(movies.id, ids));
  await includePaths(
    tx,
    hidden.flatMap(({ filePath }) => [filePath, folderOfFilm(filePath)]),
  );
  await recordEvents(
    tx,
    { entityType: "movie", kind: "restore", userId },
    ids.map((entityId) => ({ entityId, summary: "Restored to Metarr" })),
  );
  await recordAudits(
    tx,
    hidden.map(({ movieId, title, filePath }) => ({
      userId,
      action: "movie.restore",
      entityType: "movie",
      entityId: movieId,
      details: { title, path: filePath },
    })),
  );
  return ids;
}

const shown = { deletedAt: null, ...nextVersion };

/** For the scan that finds the files of hidden films again: they are back with everything. */
export async function reviveMovies(tx: Tx, movieIds: readonly number[]): Promise<void> {
  if (movieIds.length === 0) return;
  await tx
    .update(movies)
    .set({ ...shown, missingAt: null })
    .where(and(inArray(movies.id, [...movieIds]), isNotNull(movies.deletedAt)));
}

/** A removed film keeps its own path; only one of its files can have gone over to another film. */
async function refuseTakenFiles(tx: Tx, movieIds: readonly number[]): Promise<void> {
  if (movieIds.length === 0) return;
  const own = tx
    .select({ filePath: movies.filePath })
    .from(movies)
    .where(inArray(movies.id, [...movieIds]));
  const [taken] = await tx
    .select({ path: mediaParts.path, title: movies.title, year: movies.year })
    .from(mediaParts)
    .innerJoin(movies, eq(movies.id, mediaParts.movieId))
    .where(and(inArray(mediaParts.path, own), ne(movies.filePath, mediaParts.path), isNull(movies.deletedAt)))
    .limit(1);
  if (!taken) return;
  const name = taken.year === null ? taken.title : `${taken.title} (${taken.year})`;
  throw new AppError(
    "conflict",
    `The film "${name}" has the file ${taken.path} by now. Remove that film first, then restore this one.`,
    { details: { path: taken.path } },
  );
}

function libraryGone({ title, libraryName }: { title: string; libraryName: string }): AppError {
  return new AppError(
    "conflict",
    `"${title}" belongs to the library ${libraryName}, which was removed. Add its folder again, and its films come back.`,
  );
}
