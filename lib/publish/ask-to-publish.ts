import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import type { UnitRef, UnitType } from "./vocabulary.ts";

/**
 * Asks the worker to publish a film or series; with `only` just the steps that end at these paths. Returns the job.
 * Throws not_found for what is not there or was removed.
 */
export async function askToPublish(
  tx: Tx,
  { entityType, entityId, only, userId }: UnitRef & { only?: string[] | undefined; userId: number },
): Promise<number> {
  const [present] = await listPresent(tx, entityType, [entityId]);
  if (present === undefined) {
    throw new AppError("not_found", entityType === "movie" ? "There is no such film." : "There is no such series.");
  }
  const part = only ? { only } : {};
  return entityType === "movie"
    ? enqueue(tx, "movie.publish", { movieId: entityId, ...part }, { createdBy: userId })
    : enqueue(tx, "series.publish", { seriesId: entityId, ...part }, { createdBy: userId });
}

/** Asks the worker to publish everything of a library that is known and differs. Returns the job. Throws not_found. */
export async function askToPublishLibrary(
  tx: Tx,
  { libraryId, userId }: { libraryId: number; userId: number },
): Promise<number> {
  const [library] = await tx.select({ id: libraries.id }).from(libraries).where(eq(libraries.id, libraryId));
  if (!library) throw new AppError("not_found", "There is no such library.");
  return enqueue(tx, "library.publish", { libraryId }, { createdBy: userId });
}

/** The same for many. What was removed is passed over. Returns how many jobs are new; the others wait already. */
export async function askToPublishMany(
  tx: Tx,
  { entityType, entityIds, userId }: { entityType: UnitType; entityIds: readonly number[]; userId: number },
): Promise<number> {
  const ids = await listPresent(tx, entityType, entityIds);
  const by = { createdBy: userId };
  return entityType === "movie"
    ? enqueueMany(
        tx,
        "movie.publish",
        ids.map((movieId) => ({ movieId })),
        by,
      )
    : enqueueMany(
        tx,
        "series.publish",
        ids.map((seriesId) => ({ seriesId })),
        by,
      );
}

async function listPresent(tx: Tx, entityType: UnitType, ids: readonly number[]): Promise<number[]> {
  const table = entityType === "movie" ? movies : series;
  const rows = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(inArray(table.id, [...ids]), isNull(table.deletedAt)));
  return rows.map(({ id }) => id);
}
