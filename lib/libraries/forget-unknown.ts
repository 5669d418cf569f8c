import { dirname } from "node:path";
import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { unknownFiles } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { isUnreadableIn, type Seen } from "./mark-missing.ts";
import { dropAssigned } from "./unknown-files-assigned.ts";

/**
 * Forgets unknown files that went, or that belong to a film by now. What lies in an unreadable folder is not gone.
 * A file that went takes along what a person assigned it as; one that a film has by its name now keeps that.
 */
export async function forgetUnknown(
  db: Db,
  params: { libraryId: number; seen: Seen; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const { libraryId, seen, assertOwned } = params;
  const rows = await db
    .select({ unknownFileId: unknownFiles.id, path: unknownFiles.path, assignedAs: unknownFiles.assignedAs })
    .from(unknownFiles)
    .where(eq(unknownFiles.libraryId, libraryId));
  const isUnreadable = isUnreadableIn(seen);
  const isGone = (path: string) => {
    if (seen.unknown.has(path) || isUnreadable(path)) return false;
    const folder = dirname(path);
    return seen.readFolders.has(folder) || !seen.folders.has(folder);
  };
  const goneRows = rows.filter(({ path }) => isGone(path));
  if (goneRows.length === 0) return;
  const gone = goneRows.map(({ unknownFileId }) => unknownFileId);
  const assigned = goneRows.filter(({ path, assignedAs }) => assignedAs !== null && !seen.paths.has(path));
  await ownedTransaction(db, assertOwned, async (tx) => {
    for (let at = 0; at < gone.length; at += 1000) {
      await tx.delete(unknownFiles).where(inArray(unknownFiles.id, gone.slice(at, at + 1000)));
    }
    await dropAssigned(
      tx,
      assigned.map(({ path }) => path),
    );
  });
}
