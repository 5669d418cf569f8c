import { and, desc, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { collections, jobs, movies } from "#db/schema/index.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";

/** What a provider says of a set is asked again after this long. */
const freshForMs = 7 * 24 * 3_600_000;

/**
 * Has the set of a film fetched when its provider was not asked for a week, once for all its films. Of a set without an
 * id nothing can be asked.
 */
export async function enrichCollectionSoon(
  tx: Tx,
  { movieId, runId }: { movieId: number; runId: string | null },
): Promise<void> {
  const [set] = await tx
    .select({ collectionId: collections.id })
    .from(movies)
    .innerJoin(collections, eq(collections.id, movies.collectionId))
    .where(and(eq(movies.id, movieId), isNotNull(collections.tmdbId)));
  if (!set) return;
  const { collectionId } = set;
  const lately = await tx
    .select({ status: jobs.status, result: jobs.result })
    .from(jobs)
    .where(
      and(
        eq(jobs.entityType, "collection"),
        eq(jobs.entityId, collectionId),
        eq(jobs.type, "collection.enrich"),
        or(
          inArray(jobs.status, ["pending", "running"]),
          and(eq(jobs.status, "completed"), gt(jobs.completedAt, fromNow(-freshForMs))),
        ),
      ),
    )
    .orderBy(desc(jobs.id))
    .limit(1);
  // Without a provider to ask nothing was asked.
  const isAsked = lately.some(({ status, result }) => status !== "completed" || result?.skipped === undefined);
  if (!isAsked) await enqueue(tx, "collection.enrich", { collectionId }, { runId });
}
