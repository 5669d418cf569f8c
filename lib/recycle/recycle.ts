import { lstat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { recycleBin } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { planRecycle, type RecyclePlan, recycleFile } from "#lib/files/recycle.ts";
import { readSettings } from "#lib/settings/read-settings.ts";

const dayMs = 24 * 60 * 60 * 1000;

export type RecycleNote = {
  /** Why, for a person. */
  reason: string;
  entityType?: string | null;
  entityId?: number | null;
  jobId?: number | null;
  userId?: number | null;
};

/**
 * Moves a file of a library into the recycle bin. Its row comes first, so that a stop in between never leaves a file in
 * the bin that nothing tells of; called again, it finishes what was begun. Returns the id of the row.
 */
export async function recycle(db: Db, params: { root: string; path: string } & RecycleNote): Promise<number> {
  const plan = await planRecycle(params);
  const begun = await findBegun(db, plan);
  const recycleId = begun ? await renew(db, begun.recycleId) : await recordRecycled(db, { ...params, plan });
  failpoint("recycle.recorded");
  const { sha256 } = await recycleFile(begun?.plan ?? plan);
  failpoint("recycle.moved");
  if (sha256 !== null) await db.update(recycleBin).set({ fileHash: sha256 }).where(eq(recycleBin.id, recycleId));
  return recycleId;
}

/** The row of a file that is about to be moved. It expires after the days of the settings, by the database's clock. */
export async function recordRecycled(db: Db | Tx, params: { plan: RecyclePlan } & RecycleNote): Promise<number> {
  const { plan } = params;
  const [row] = await db
    .insert(recycleBin)
    .values({
      originalPath: plan.originalPath,
      recyclePath: plan.recyclePath,
      fileType: plan.fileType,
      fileSizeBytes: plan.fileSizeBytes,
      reason: params.reason,
      entityType: params.entityType ?? null,
      entityId: params.entityId ?? null,
      jobId: params.jobId ?? null,
      deletedBy: params.userId ?? null,
      deletedAt: fromNow(0),
      expiresAt: fromNow(await lastsMs(db)),
    })
    .returning({ recycleId: recycleBin.id });
  if (!row) throw new Error("The row of the recycle bin was not saved.");
  return row.recycleId;
}

/** How long a file that goes to the bin now stays there. */
async function lastsMs(db: Db | Tx): Promise<number> {
  return (await readSettings(db)).get("recycle.retentionDays") * dayMs;
}

/** A move that was begun long ago is only made now. */
async function renew(db: Db, recycleId: number): Promise<number> {
  await db
    .update(recycleBin)
    .set({ deletedAt: fromNow(0), expiresAt: fromNow(await lastsMs(db)) })
    .where(eq(recycleBin.id, recycleId));
  return recycleId;
}

/** A move of this very file that was stopped before it was done. */
async function findBegun(db: Db, plan: RecyclePlan): Promise<{ recycleId: number; plan: RecyclePlan } | undefined> {
  const [row] = await db
    .select()
    .from(recycleBin)
    .where(
      and(
        eq(recycleBin.originalPath, plan.originalPath),
        isNull(recycleBin.fileHash),
        isNull(recycleBin.restoredAt),
        isNull(recycleBin.purgedAt),
      ),
    )
    .orderBy(desc(recycleBin.id))
    .limit(1);
  if (!row || row.fileSizeBytes !== plan.fileSizeBytes) return undefined;
  const begun = { recycleId: row.id, plan: { ...plan, recyclePath: row.recyclePath } };
  const copy = isAbsolute(row.recyclePath) ? row.recyclePath : join(env.DATA_DIR, row.recyclePath);
  const isThere = await lstat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) return begun;
  // A large file is renamed: both places at once are two files. A copy may be finished when it is the same.
  if (isAbsolute(row.recyclePath)) return undefined;
  const [one, other] = await Promise.all([hashFile(plan.originalPath), hashFile(copy)]);
  return one.sha256 === other.sha256 ? begun : undefined;
}
