import { and, eq, gte, inArray, ne } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import { cancelWhere, findWaiting, revive } from "./commands.ts";
import type { JobType } from "./vocabulary.ts";

type Of = { entityType: string; entityIds: readonly number[] };

/** Cancels what waits for these entities and tells what runs for them to stop. With `type` only jobs of that one. */
export async function cancelJobsOf(tx: Tx, { entityType, entityIds, type }: Of & { type?: JobType }): Promise<void> {
  if (entityIds.length === 0) return;
  await cancelWhere(
    tx,
    and(
      eq(jobs.entityType, entityType),
      inArray(jobs.entityId, [...entityIds]),
      type === undefined ? undefined : eq(jobs.type, type),
    ),
  );
}

/**
 * Lets jobs wait again that were cancelled when their entity was removed: one of a kind, and none whose like waits
 * already. `removed`: ids and when each was removed. Moving files to the recycle bin is not taken up again.
 */
export async function reviveJobsOf(
  tx: Tx,
  { entityType, removed }: { entityType: string; removed: ReadonlyMap<number, Date> },
): Promise<void> {
  if (removed.size === 0) return;
  const first = new Date(Math.min(...[...removed.values()].map((at) => at.getTime())));
  const found = await tx
    .select({ jobId: jobs.id, entityId: jobs.entityId, dedupeKey: jobs.dedupeKey, endedAt: jobs.completedAt })
    .from(jobs)
    .where(
      and(
        eq(jobs.entityType, entityType),
        inArray(jobs.entityId, [...removed.keys()]),
        eq(jobs.status, "cancelled"),
        gte(jobs.completedAt, first),
        ne(jobs.type, "files.recycle"),
      ),
    );
  const own = found.filter(({ entityId, endedAt }) => {
    const removedAt = entityId === null ? undefined : removed.get(entityId);
    return removedAt !== undefined && endedAt !== null && endedAt >= removedAt;
  });
  const taken = new Set(
    (
      await findWaiting(
        tx,
        own.flatMap(({ dedupeKey }) => dedupeKey ?? []),
      )
    ).keys(),
  );
  const wanted = own.filter(({ dedupeKey }) => dedupeKey === null || (!taken.has(dedupeKey) && taken.add(dedupeKey)));
  await revive(
    tx,
    wanted.map(({ jobId }) => jobId),
  );
}
