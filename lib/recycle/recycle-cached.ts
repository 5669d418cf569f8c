import type { Db } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { recycle } from "./recycle.ts";
import { restoreRecycled } from "./restore.ts";

/** A file of the cache that no row tells of goes to the recycle bin once it is this old, and stays there for as long. */
export const unusedLastsMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Moves a file of the cache that nothing needs to the recycle bin. Somebody may store the same file while it is on its way
 * there: who stores it looks whether the file is there after the row was written, and here `isUsed` looks for the row after
 * the file is gone. One of the two sees the other. Returns whether it went.
 */
export async function recycleCached(
  db: Db,
  { path, reason, isUsed }: { path: string; reason: string; isUsed: () => Promise<boolean> },
): Promise<boolean> {
  try {
    const recycleId = await recycle(db, { root: env.DATA_DIR, path, reason });
    if (!(await isUsed())) return true;
    await restoreUnlessThere(db, recycleId);
    return false;
  } catch (error) {
    // Another worker was faster.
    if (isAppError(error, "not_found")) return false;
    throw error;
  }
}

async function restoreUnlessThere(db: Db, recycleId: number): Promise<void> {
  await restoreRecycled(db, { recycleId }).catch((error: unknown) => {
    // Written anew in the meantime: the copy in the bin is one too many, and harmless.
    if (!isAppError(error, "conflict")) throw error;
  });
}
