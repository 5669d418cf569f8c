import { and, count, desc, eq, isNull, lt } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { exclusions, libraries, users } from "#db/schema/index.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError } from "#lib/errors.ts";
import { includePaths, lookAgainBelow } from "#lib/recycle/exclude.ts";

export type ExcludedPath = {
  exclusionId: number;
  path: string;
  /** Of what was removed. */
  title: string | null;
  libraryName: string;
  excludedAt: Date;
  excludedBy: string | null;
};

const present = and(eq(libraries.id, exclusions.libraryId), isNull(libraries.deletedAt));

/** What scans pass over because a person removed it, the latest first. `before`: the last exclusionId of the page before. */
export async function listExclusions(
  db: Db,
  { before, limit = 50 }: { before?: number | undefined; limit?: number } = {},
): Promise<ExcludedPath[]> {
  const rows = await db
    .select({
      exclusionId: exclusions.id,
      path: exclusions.path,
      title: exclusions.title,
      libraryName: libraries.name,
      excludedAt: exclusions.createdAt,
      displayName: users.displayName,
      username: users.username,
    })
    .from(exclusions)
    .innerJoin(libraries, present)
    .leftJoin(users, eq(users.id, exclusions.createdBy))
    .where(before === undefined ? undefined : lt(exclusions.id, before))
    .orderBy(desc(exclusions.id))
    .limit(Math.min(limit, 200));
  return rows.map(({ displayName, username, ...row }) => ({ ...row, excludedBy: displayName ?? username }));
}

export async function countExclusions(db: Db): Promise<number> {
  const [found] = await db.select({ count: count() }).from(exclusions).innerJoin(libraries, present);
  return found?.count ?? 0;
}

/**
 * Lets scans see a path again: the next one brings back what lies there, with everything when it is still in the recycle
 * bin, else as something new. Throws not_found.
 */
export async function forgetExclusion(
  tx: Tx,
  { exclusionId, userId }: { exclusionId: number; userId: number },
): Promise<void> {
  const [found] = await tx.select().from(exclusions).where(eq(exclusions.id, exclusionId));
  if (!found) throw new AppError("not_found", "This exclusion is gone already.");
  const { libraryId, path, title } = found;
  await includePaths(tx, [path]);
  await lookAgainBelow(tx, { libraryId, folders: [path] });
  await recordAudit(tx, {
    userId,
    action: "exclusion.forget",
    entityType: "library",
    entityId: libraryId,
    details: { path, title },
  });
}
