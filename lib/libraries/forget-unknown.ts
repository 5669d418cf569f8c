import { dirname } from "node:path";
import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { unknownFiles } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { Seen } from "./mark-missing.ts";

/** Forgets unknown files that went, or that belong to a film by now. What lies in an unreadable folder is not gone. */
export async function forgetUnknown(
  db: Db,
  params: { libraryId: number; seen: Seen; assertOwned?: AssertOwned | undefined },
): Promise<void> {
  const { libraryId, seen, assertOwned } = params;
  const rows = await db
    .select({ unknownFileId: unknownFiles.id, path: unknownFiles.path })
    .from(unknownFiles)
    .where(eq(unknownFiles.libraryId, libraryId));
  const isGone = (path: string) => {
    const folder = dirname(path);
    if (seen.readFolders.has(folder)) return !seen.unknown.has(path);
    return !seen.folders.has(folder) && !seen.unreadable.some((closed) => folder.startsWith(`${closed}/`));
  };
  const gone = rows.filter(({ path }) => isGone(path)).map(({ unknownFileId }) => unknownFileId);
  if (gone.length === 0) return;
  await ownedTransaction(db, assertOwned, async (tx) => {
    for (let at = 0; at < gone.length; at += 1000) {
      await tx.delete(unknownFiles).where(inArray(unknownFiles.id, gone.slice(at, at + 1000)));
    }
  });
}
