import { readdir } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { and, asc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { configuration, recycleBin } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { purgeRecycled, recycleFolderName } from "#lib/files/recycle.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";

export type Purge = {
  purged: number;
  /** Why nothing was deleted, or null. */
  skipped: string | null;
  problems: { path: string; message: string }[];
};

const dayMs = 24 * 60 * 60 * 1000;
const seenKey = "recycle.purgeSeenAt";
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
    const gone: number[] = [];
    for (const row of rows) {
      try {
        await purgeRecycled({ root: rootOf(row.recyclePath), recyclePath: row.recyclePath });
        gone.push(row.id);
      } catch (error) {
        result.problems.push({ path: row.recyclePath, message: messageOf(error) });
      }
    }
    if (gone.length > 0) {
      await db
        .update(recycleBin)
        .set({ purgedAt: fromNow(0) })
        .where(inArray(recycleBin.id, gone));
    }
    result.purged += gone.length;
  }
  await sweepCopies();
  return result;
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
    .where(
      and(
        gt(recycleBin.id, after),
        lt(recycleBin.expiresAt, fromNow(0)),
        isNull(recycleBin.restoredAt),
        isNull(recycleBin.purgedAt),
      ),
    )
    .orderBy(asc(recycleBin.id))
    .limit(batch);
}

const names = /^[0-9a-f]{24}(\.[a-z0-9]{1,8})?$/;

/** The root that purgeRecycled checks a path against. Throws for a path that is not one this program makes. */
function rootOf(recyclePath: string): string {
  if (!names.test(basename(recyclePath))) throw notOurs(recyclePath);
  if (!isAbsolute(recyclePath)) return env.DATA_DIR;
  const folder = dirname(recyclePath);
  if (basename(folder) !== recycleFolderName) throw notOurs(recyclePath);
  return dirname(folder);
}

function notOurs(path: string): AppError {
  return new AppError("forbidden", `${path} is no path of the recycle bin, so it is left alone.`);
}

/** Null when the clock may be believed. Remembers when it was last looked at. */
async function judgeClock(db: Db): Promise<string | null> {
  const now = await databaseNow(db);
  const [row] = await db.select().from(configuration).where(eq(configuration.key, seenKey));
  const value = now.toISOString();
  await db
    .insert(configuration)
    .values({ key: seenKey, value, type: "string", description: "When the recycle bin was last looked through." })
    .onConflictDoUpdate({ target: configuration.key, set: { value, updatedAt: now } });
  if (!row?.value) return null;
  // Once a day is due: two days between, or a step back, is a jump of more than a day.
  const sinceMs = now.getTime() - new Date(row.value).getTime();
  if (sinceMs >= -dayMs && sinceMs <= 2 * dayMs) return null;
  const days = Math.round(Math.abs(sinceMs) / dayMs);
  return `The clock moved by ${days} days since the last look, so nothing is deleted this time.`;
}
