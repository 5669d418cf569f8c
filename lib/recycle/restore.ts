import { lstat } from "node:fs/promises";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { recycleBin } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { isRecycled, restoreFile } from "#lib/files/recycle.ts";
import { recycle } from "./recycle.ts";
import { getRootOf } from "./root-of.ts";

/**
 * Puts a file back where it was. When something else lies there by now it throws `conflict`; with `overwrite` that file
 * goes to the recycle bin first, so nothing is lost either way. Returns the path.
 */
export async function restoreRecycled(
  db: Db,
  params: { recycleId: number; overwrite?: boolean; userId?: number | null },
): Promise<{ path: string }> {
  const [row] = await db
    .select()
    .from(recycleBin)
    .where(and(eq(recycleBin.id, params.recycleId), isNull(recycleBin.purgedAt)));
  if (!row) throw new AppError("not_found", "This file is no longer in the recycle bin.");
  if (row.restoredAt !== null) throw new AppError("conflict", `${row.originalPath} was put back already.`);
  const root = await getRootOf(db, row.originalPath);
  const { originalPath, recyclePath, fileSizeBytes, fileHash } = row;
  const file = { root, originalPath, recyclePath, fileSizeBytes, fileHash };
  // Room is made only for what can be put back.
  if (params.overwrite && (await isRecycled(file)) && (await exists(originalPath))) {
    const reason = "Made room for a file that was put back";
    const { entityType, entityId } = row;
    await recycle(db, { root, path: originalPath, reason, entityType, entityId, userId: params.userId ?? null });
  }
  const { path } = await restoreFile(file);
  failpoint("recycle.restored");
  await db
    .update(recycleBin)
    .set({ restoredAt: fromNow(0) })
    .where(eq(recycleBin.id, row.id));
  return { path };
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
