import { and, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { collections, jobs, movies } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";

/** What a provider says of a set is asked again after this long. */
const freshForMs = 7 * 24 * 3_600_000;

/**
 * Has the set of a film fetched when its provider was not asked for a week, once for all its films. Of a set without an
 * id nothing can be asked. Films of one transaction are looked at together.
 */
export async function enrichCollectionSoon(
  tx: Tx,
  { movieId, runId }: { movieId: number; runId: string | null },
): Promise<void> {
  await writeTogether(tx, `sets to enrich ${runId}`, movieId, async (movieIds) => {
    const stale = await listStale(tx, movieIds);
    await enqueueMany(
      tx,
      "collection.enrich",
      stale.map((collectionId) => ({ collectionId })),
      { runId },
    );
  });
}

async function listStale(tx: Tx, movieIds: readonly number[]): Promise<number[]> {
  const sets = await tx
    .selectDistinct({ collectionId: collections.id })
    .from(movies)
    .innerJoin(collections, eq(collections.id, movies.collectionId))
    .where(and(inArray(movies.id, [...movieIds]), isNotNull(collections.tmdbId)))
    .orderBy(collections.id);
  if (sets.length === 0) return [];
  const ids = sets.map(({ collectionId }) => collectionId);
  const lately = await tx
    .select({ collectionId: jobs.entityId, status: jobs.status, result: jobs.result })
    .from(jobs)
    .where(
      and(
        eq(jobs.entityType, "collection"),
        inArray(jobs.entityId, ids),
        eq(jobs.type, "collection.enrich"),
        or(
          inArray(jobs.status, ["pending", "running"]),
          and(eq(jobs.status, "completed"), gt(jobs.completedAt, fromNow(-freshForMs))),
        ),
      ),
    )
    .orderBy(jobs.id);
  const latestOf = new Map(lately.map((job) => [job.collectionId, job]));
  return ids.filter((collectionId) => {
    const latest = latestOf.get(collectionId);
    // Without a provider to ask nothing was asked.
    return latest === undefined || (latest.status === "completed" && latest.result?.skipped !== undefined);
  });
}
