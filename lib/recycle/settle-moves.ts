import { lstat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { and, asc, eq, gt, isNull, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { recycleBin } from "#db/schema/index.ts";
import { isAppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { purgeRecycled } from "#lib/files/recycle.ts";
import { recycledPath, rootOfRecycled } from "#lib/files/recycle-path.ts";
import { inBin } from "./in-bin.ts";

/** Moving one file takes minutes at most; what was begun earlier is nobody's work any more. */
const begunForMs = 60 * 60 * 1000;
const batch = 200;

type Row = Pick<typeof recycleBin.$inferSelect, "id" | "originalPath" | "recyclePath">;

/**
 * Ends moves into the bin that a stop cut off and nobody began again, so that each file is in one place: a file that is
 * still where it was stays there, its copy and its row go. One that arrived gets its hash. Large files have none and are
 * looked at each time. Returns how many moves were taken back.
 */
export async function settleMoves(
  db: Db,
  params: { signal?: AbortSignal | undefined; begunForMs?: number } = {},
): Promise<number> {
  let taken = 0;
  for (let after = 0; ; ) {
    params.signal?.throwIfAborted();
    const rows = await db
      .select({ id: recycleBin.id, originalPath: recycleBin.originalPath, recyclePath: recycleBin.recyclePath })
      .from(recycleBin)
      .where(
        and(
          gt(recycleBin.id, after),
          isNull(recycleBin.fileHash),
          lt(recycleBin.deletedAt, fromNow(-(params.begunForMs ?? begunForMs))),
          inBin,
        ),
      )
      .orderBy(asc(recycleBin.id))
      .limit(batch);
    const last = rows.at(-1);
    if (!last) return taken;
    after = last.id;
    for (const row of rows) {
      try {
        if (await settle(db, row)) taken += 1;
      } catch (error) {
        // Cannot be read, or is being written right now: it is looked at again at the next purge.
        if (!isAppError(error)) throw error;
      }
    }
  }
}

async function settle(db: Db, row: Row): Promise<boolean> {
  const file = { root: rootOfRecycled(row.recyclePath), recyclePath: row.recyclePath };
  const copy = await recycledPath(file);
  const [isThere, isCopied] = [await isFile(row.originalPath), await isFile(copy)];
  if (isCopied && !isThere) {
    if (isAbsolute(row.recyclePath)) return false;
    const { sha256 } = await hashFile(copy);
    await db.update(recycleBin).set({ fileHash: sha256 }).where(eq(recycleBin.id, row.id));
    return false;
  }
  if (!isThere) return false;
  if (isCopied) {
    // A large file is renamed: both places at once are two files.
    if (isAbsolute(row.recyclePath) || !(await isSame(row.originalPath, copy))) return false;
    await purgeRecycled(file);
  }
  await db.delete(recycleBin).where(eq(recycleBin.id, row.id));
  return true;
}

async function isSame(one: string, other: string): Promise<boolean> {
  return (await hashFile(one)).sha256 === (await hashFile(other)).sha256;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw diskError("look at", path, error);
  }
}
