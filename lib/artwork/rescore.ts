import { isNull } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, libraries } from "#db/schema/index.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { chooseSoon } from "./choose-soon.ts";
import { countLibraryOwners, listLibraryOwners, type OwnerCursor } from "./library-owners.ts";
import { planChoices } from "./plan-choices.ts";

/** Owners looked at together: a few thousand candidates. */
const batch = 100;

/**
 * Brings the stored scores of a library's candidates in line with its settings, and has the owners chosen anew whose
 * pictures would be others by them, where automation may. May be run again after a stop: what is in line already is not written.
 */
export async function rescoreLibrary(
  db: Db,
  params: {
    libraryId: number;
    runId?: string | null;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    onProgress?: (done: number, of: number) => void;
  },
): Promise<{ rescored: number; choosing: number }> {
  const { libraryId, signal, assertOwned, runId = null } = params;
  const total = await countLibraryOwners(db, libraryId);
  const all = { rescored: 0, choosing: 0 };
  let done = 0;
  for (let after: OwnerCursor | null = null; ; ) {
    signal?.throwIfAborted();
    const page = await listLibraryOwners(db, { libraryId, after, limit: batch });
    const { entityType, library, owners, next } = page;
    const plan = await planChoices(db, { entityType, library, owners, types: null, onlyMissing: false });
    const choosing = [...new Set(plan.changes.map(({ entityId }) => entityId))];
    await ownedTransaction(db, assertOwned, async (tx) => {
      await bulkUpdate(tx, assetCandidates, plan.rescored);
      await chooseSoon(
        tx,
        choosing.map((entityId) => ({ entityType, entityId })),
        { runId },
      );
    });
    all.rescored += plan.rescored.length;
    all.choosing += choosing.length;
    done += owners.length;
    params.onProgress?.(Math.min(done, total), total);
    if (next === null) return all;
    after = next;
  }
}

/** The same for every library, after a setting that counts for all of them. */
export async function rescoreSoon(tx: Tx, { createdBy }: { createdBy: number | null }): Promise<void> {
  const all = await tx.select({ libraryId: libraries.id }).from(libraries).where(isNull(libraries.deletedAt));
  if (all.length > 0) await enqueueMany(tx, "artwork.rescore", all, { createdBy });
}
