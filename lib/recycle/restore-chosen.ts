import { dirname } from "node:path";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { folderFingerprints } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError } from "#lib/errors.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { restoreRecycled } from "./restore.ts";
import { findLibraryRoot } from "./root-of.ts";

export type Restored = {
  restored: { recycleId: number; path: string }[];
  /** Something else lies at their places by now: a person decides. */
  taken: number[];
  problems: { recycleId: number; message: string }[];
};

/**
 * Puts files of the bin back where they were, one after another, and has their libraries scanned. One that cannot be put
 * back costs only itself. With `overwrite` what lies there by now goes to the bin in their place.
 */
export async function restoreChosen(
  db: Db,
  params: { recycleIds: readonly number[]; overwrite: boolean; userId: number | null },
): Promise<Restored> {
  const { overwrite, userId } = params;
  const result: Restored = { restored: [], taken: [], problems: [] };
  for (const recycleId of new Set(params.recycleIds)) {
    try {
      const { path } = await restoreRecycled(db, { recycleId, overwrite, userId });
      result.restored.push({ recycleId, path });
    } catch (error) {
      if (!isAppError(error)) throw error;
      // With a path: something else lies there by now. Without one nothing can be chosen.
      if (error.code === "conflict" && error.details?.path !== undefined && !overwrite) result.taken.push(recycleId);
      else result.problems.push({ recycleId, message: error.message });
    }
  }
  await scanAgain(db, { paths: result.restored.map(({ path }) => path), userId });
  return result;
}

/** What came back is seen by the next scan although its folders look as they did before it went. */
async function scanAgain(db: Db, { paths, userId }: { paths: readonly string[]; userId: number | null }) {
  const found = await Promise.all(paths.map((path) => findLibraryRoot(db, path)));
  const libraryIds = new Set(found.flatMap((root) => (root ? [root.libraryId] : [])));
  if (libraryIds.size === 0) return;
  const folders = [...new Set(paths.flatMap((path) => [dirname(path), dirname(dirname(path))]))];
  await transaction(db, async (tx) => {
    await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, folders));
    const payloads = [...libraryIds].map((libraryId) => ({ libraryId }));
    await enqueueMany(tx, "library.scan", payloads, { createdBy: userId });
  });
}
