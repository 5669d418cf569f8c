import { dirname } from "node:path";
import { and, desc, eq, gte, inArray, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { episodes, folderFingerprints, jobs, movies, recycleBin, series } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { inBin } from "./in-bin.ts";
import { restoreRecycled } from "./restore.ts";
import type { RemovableKind } from "./vocabulary.ts";

/** How soon it is asked again whether the job that moves the files away has stopped. It stops within seconds. */
const stopDelayMs = 2_000;

const runningRecycle = (kind: RemovableKind, ids: readonly number[]) =>
  and(
    eq(jobs.type, "files.recycle"),
    eq(jobs.status, "running"),
    eq(jobs.entityType, kind),
    inArray(jobs.entityId, [...ids]),
  );

/**
 * Asks a worker to put back the files of items that are restored, as far as they went to the recycle bin since they were
 * removed, or may be going right now. `removed`: ids and when each was removed. Called by what restores, in its
 * transaction. What was recycled before, such as a poster that made room for another, stays in the bin.
 */
export async function requestFilesBack(
  tx: Tx,
  params: { kind: RemovableKind; removed: ReadonlyMap<number, Date>; userId: number | null },
): Promise<void> {
  const { kind, removed, userId } = params;
  const ids = [...removed.keys()];
  if (ids.length === 0) return;
  const first = new Date(Math.min(...[...removed.values()].map((at) => at.getTime())));
  const binned = await tx
    .select({ id: recycleBin.entityId, at: recycleBin.deletedAt })
    .from(recycleBin)
    .where(
      and(eq(recycleBin.entityType, kind), inArray(recycleBin.entityId, ids), gte(recycleBin.deletedAt, first), inBin),
    );
  const running = await tx.select({ id: jobs.entityId }).from(jobs).where(runningRecycle(kind, ids));
  const wanted = new Set(running.map(({ id }) => id));
  for (const { id, at } of binned) {
    const removedAt = id === null ? undefined : removed.get(id);
    if (removedAt !== undefined && at >= removedAt) wanted.add(id);
  }
  const payloads = [...removed].flatMap(([entityId, at]) =>
    wanted.has(entityId) ? [{ entityType: kind, entityId, since: at.toISOString(), userId }] : [],
  );
  await enqueueMany(tx, "files.restore", payloads, { createdBy: userId });
}

export type PutBack = { restored: number; problems: { path: string; message: string }[] };

/**
 * Puts the files of a restored item back where they were, never over something newer, and has its library scanned: what
 * could not be put back is shown as missing then. An item that was removed again meanwhile is left alone. Throws
 * RetryLater while the job that moves its files away still runs.
 */
export async function restoreRemovedFiles(
  db: Db,
  params: {
    entityType: RemovableKind;
    entityId: number;
    /** When the item was removed. */
    since: Date;
    userId: number | null;
    signal: AbortSignal;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<PutBack> {
  const { entityType, entityId, since, userId, signal, assertOwned } = params;
  const result: PutBack = { restored: 0, problems: [] };
  const moving = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(runningRecycle(entityType, [entityId]));
  if (moving.length > 0) {
    throw new RetryLater({ delayMs: stopDelayMs, reason: "The job that moves the files away is still stopping." });
  }
  const libraryId = await findLibraryOfPresent(db, entityType, entityId);
  if (libraryId === undefined) return result;
  const rows = await db
    .select({ recycleId: recycleBin.id, path: recycleBin.originalPath })
    .from(recycleBin)
    .where(
      and(
        eq(recycleBin.entityType, entityType),
        eq(recycleBin.entityId, entityId),
        gte(recycleBin.deletedAt, since),
        inBin,
      ),
    )
    // Of two files from one place the later one comes back.
    .orderBy(desc(recycleBin.id));
  for (const { recycleId, path } of rows) {
    signal.throwIfAborted();
    if ((await findLibraryOfPresent(db, entityType, entityId)) === undefined) return result;
    try {
      await restoreRecycled(db, { recycleId, userId });
      result.restored += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      result.problems.push({ path, message: messageOf(error) });
    }
  }
  await ownedTransaction(db, assertOwned, async (tx) => {
    const folders = [...new Set(rows.flatMap(({ path }) => [dirname(path), dirname(dirname(path))]))];
    for (let at = 0; at < folders.length; at += 10_000) {
      await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, folders.slice(at, at + 10_000)));
    }
    await enqueue(tx, "library.scan", { libraryId }, { createdBy: userId });
  });
  return result;
}

/** The library of an item that is not removed. */
async function findLibraryOfPresent(db: Db, kind: RemovableKind, id: number): Promise<number | undefined> {
  const find = {
    movie: () =>
      db
        .select({ libraryId: movies.libraryId })
        .from(movies)
        .where(and(eq(movies.id, id), isNull(movies.deletedAt))),
    series: () =>
      db
        .select({ libraryId: series.libraryId })
        .from(series)
        .where(and(eq(series.id, id), isNull(series.deletedAt))),
    episode: () =>
      db
        .select({ libraryId: series.libraryId })
        .from(episodes)
        .innerJoin(series, eq(series.id, episodes.seriesId))
        .where(and(eq(episodes.id, id), isNull(episodes.deletedAt), isNull(series.deletedAt))),
  } as const satisfies Record<RemovableKind, unknown>;
  return (await find[kind]())[0]?.libraryId;
}
