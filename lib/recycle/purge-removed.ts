import { and, eq, exists, inArray, isNotNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { episodes, libraries, movies, series, unknownFiles } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { type RemovableKind, retentionMs } from "./vocabulary.ts";

export type PurgedRows = { movies: number; series: number; episodes: number; libraries: number };

type Options = { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined };

const tables = { movie: movies, series, episode: episodes } as const satisfies Record<RemovableKind, unknown>;
/** Rows of one transaction: a series brings all its episodes along. */
const batches = { movie: 50, series: 2, episode: 50 } as const satisfies Record<RemovableKind, number>;

/**
 * Deletes the rows of what was removed 30 days ago, by the database's clock, and what a library removed then still holds.
 * Triggers and cascades take along their pictures in the cache, ratings, cast and history; cache.purge clears the disk.
 * No file of a library is touched: what Metarr published there stays (docs/decisions/0008-removing.md). Ask purgeExpired
 * first whether the clock may be believed.
 */
export async function purgeRemoved(db: Db, options: Options = {}): Promise<PurgedRows> {
  const expired = fromNow(-retentionMs);
  const ofExpiredLibrary = (libraryId: typeof movies.libraryId | typeof series.libraryId) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(libraries)
        .where(and(eq(libraries.id, libraryId), lt(libraries.deletedAt, expired))),
    );
  return {
    movies: await purgeAll(db, "movie", or(lt(movies.deletedAt, expired), ofExpiredLibrary(movies.libraryId)), options),
    series: await purgeAll(
      db,
      "series",
      or(lt(series.deletedAt, expired), ofExpiredLibrary(series.libraryId)),
      options,
    ),
    episodes: await purgeAll(db, "episode", lt(episodes.deletedAt, expired), options),
    libraries: await purgeLibraries(db, expired, options),
  };
}

async function purgeAll(db: Db, kind: RemovableKind, condition: SQL | undefined, options: Options): Promise<number> {
  const table = tables[kind];
  let purged = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const gone = await ownedTransaction(db, options.assertOwned, async (tx) => {
      const rows = await tx.select({ id: table.id }).from(table).where(condition).limit(batches[kind]);
      return deleteRows(
        tx,
        kind,
        inArray(
          table.id,
          rows.map(({ id }) => id),
        ),
      );
    });
    if (gone.length === 0) return purged;
    purged += gone.length;
  }
}

/** Deletes removed rows for good before their time. What is not removed stays. Returns the ids of those that went. */
export function purgeNow(tx: Tx, { kind, ids }: { kind: RemovableKind; ids: readonly number[] }): Promise<number[]> {
  const table = tables[kind];
  return deleteRows(tx, kind, and(inArray(table.id, [...ids]), isNotNull(table.deletedAt)));
}

async function deleteRows(tx: Tx, kind: RemovableKind, condition: SQL | undefined): Promise<number[]> {
  const table = tables[kind];
  const deleted = await tx.delete(table).where(condition).returning({ id: table.id });
  const gone = deleted.map(({ id }) => id);
  if (gone.length === 0) return gone;
  // A file that a person said belongs to it is unknown again.
  await tx
    .update(unknownFiles)
    .set({ assignedAs: null, entityType: null, entityId: null, detail: null })
    .where(and(eq(unknownFiles.entityType, kind), inArray(unknownFiles.entityId, gone)));
  return gone;
}

async function purgeLibraries(db: Db, expired: SQL<Date>, { assertOwned }: Options): Promise<number> {
  return ownedTransaction(db, assertOwned, async (tx) => {
    const held = (table: typeof movies | typeof series) =>
      tx.select({ one: sql`1` }).from(table).where(eq(table.libraryId, libraries.id));
    const gone = await tx
      .delete(libraries)
      .where(and(lt(libraries.deletedAt, expired), notExists(held(movies)), notExists(held(series))))
      .returning({ libraryId: libraries.id });
    return gone.length;
  });
}
