import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, gt, inArray, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { recycleBin } from "#db/schema/index.ts";
import { recordAudits } from "#lib/access/audit.ts";
import { env } from "#lib/env.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { purgeRecycled } from "#lib/files/recycle.ts";
import { rootOfRecycled } from "#lib/files/recycle-path.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";
import { judgeClock } from "./clock.ts";
import { inBin } from "./in-bin.ts";

export type Purge = {
  purged: number;
  /** Why nothing was deleted, or null. */
  skipped: string | null;
  problems: { path: string; message: string }[];
};

const batch = 200;

/**
 * Deletes for good what has been in the recycle bin for its time, by the database's clock. Only files that a row tells
 * of and that lie in a recycle folder go. A clock that jumped by more than a day skips one purge, because the time in
 * the bin may not have been what it seems.
 */
export async function purgeExpired(db: Db, params: { signal?: AbortSignal | undefined } = {}): Promise<Purge> {
  const result: Purge = { purged: 0, skipped: await judgeClock(db), problems: [] };
  if (result.skipped !== null) return result;
  for (let after = 0; ; ) {
    params.signal?.throwIfAborted();
    const rows = await listExpired(db, after);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    const { gone, problems } = await purgeRows(db, rows);
    result.purged += gone.length;
    addProblems(result.problems, problems);
  }
  await sweepCopies();
  return result;
}

/**
 * Deletes chosen files of the bin for good before their time; those that are in it no more are passed over. Answers with
 * what went, and why others did not.
 */
export async function purgeChosen(
  db: Db,
  params: { recycleIds: readonly number[]; userId: number | null },
): Promise<{ recycleIds: number[]; problems: Purge["problems"] }> {
  const rows = await db
    .select({ id: recycleBin.id, recyclePath: recycleBin.recyclePath, originalPath: recycleBin.originalPath })
    .from(recycleBin)
    .where(and(inArray(recycleBin.id, [...params.recycleIds]), inBin));
  const { gone, problems } = await purgeRows(db, rows);
  const paths = new Map(rows.map(({ id, originalPath }) => [id, originalPath]));
  await recordAudits(
    db,
    gone.map((recycleId) => ({
      userId: params.userId,
      action: "recycle.purge",
      details: { recycleId, path: paths.get(recycleId) },
    })),
  );
  return { recycleIds: gone, problems };
}

async function purgeRows(
  db: Db,
  rows: readonly { id: number; recyclePath: string }[],
): Promise<{ gone: number[]; problems: Purge["problems"] }> {
  const gone: number[] = [];
  const problems: Purge["problems"] = [];
  for (const { id, recyclePath } of rows) {
    try {
      await purgeRecycled({ root: rootOfRecycled(recyclePath), recyclePath });
      gone.push(id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      addProblems(problems, [{ path: recyclePath, message: messageOf(error) }]);
    }
  }
  if (gone.length > 0) {
    await db
      .update(recycleBin)
      .set({ purgedAt: fromNow(0) })
      .where(inArray(recycleBin.id, gone));
  }
  return { gone, problems };
}

/** A disk that is away is told once, not for each of its files. */
function addProblems(told: Purge["problems"], more: Purge["problems"]): void {
  for (const problem of more) if (!told.some(({ message }) => message === problem.message)) told.push(problem);
}

/** Copies that a stopped process began in DATA_DIR. */
async function sweepCopies(): Promise<void> {
  const top = join(env.DATA_DIR, "recycle");
  const names = await readdir(top).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", top, error);
  });
  for (const name of names) await sweepTemporaryFiles(join(top, name));
}

function listExpired(db: Db, after: number) {
  return db
    .select({ id: recycleBin.id, recyclePath: recycleBin.recyclePath })
    .from(recycleBin)
    .where(and(gt(recycleBin.id, after), lt(recycleBin.expiresAt, fromNow(0)), inBin))
    .orderBy(asc(recycleBin.id))
    .limit(batch);
}
