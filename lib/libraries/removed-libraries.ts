import { and, count, desc, eq, isNotNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, movies, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { retentionMs } from "#lib/recycle/vocabulary.ts";
import { checkLibraryPaths } from "./check-paths.ts";
import { adoptPaths } from "./claim-paths.ts";
import { auditLibrary, type Library, type LibraryAuthor, listTakenRoots, reviveItems, setRoots } from "./libraries.ts";

/**
 * Brings a removed library back with its folders, settings and all that went with it, and has it scanned. What a person had
 * removed before stays removed. Throws not_found, and what checkLibraryPaths throws: its folders must be there, and no
 * other library's by now.
 */
export async function restoreLibrary(db: Db, libraryId: number, by: LibraryAuthor = {}): Promise<Library> {
  const [removed] = await db
    .select()
    .from(libraries)
    .where(and(eq(libraries.id, libraryId), isNotNull(libraries.deletedAt)));
  if (!removed) throw new AppError("not_found", "This library is no longer in the recycle bin.");
  const { paths, enabled } = removed.removedState ?? { paths: [removed.path], enabled: true };
  const checked = await checkLibraryPaths(paths, await listTakenRoots(db));
  return transaction(db, async (tx) => {
    const [library] = await tx
      .update(libraries)
      .set({ deletedAt: null, removedState: null, enabled, version: removed.version + 1 })
      .where(and(eq(libraries.id, libraryId), isNotNull(libraries.deletedAt)))
      .returning();
    if (!library) throw new AppError("conflict", `The library ${removed.name} is back already.`);
    await setRoots(tx, libraryId, checked);
    if (removed.deletedAt) await reviveItems(tx, libraryId, removed.deletedAt);
    await adoptPaths(tx, { libraryId, roots: checked });
    if (enabled) {
      await enqueue(tx, "library.scan", { libraryId }, by.userId === undefined ? {} : { createdBy: by.userId });
    }
    await auditLibrary(tx, "library.restore", library, { by, details: { paths: checked } });
    return library;
  });
}

export type RemovedLibrary = {
  libraryId: number;
  name: string;
  path: string;
  removedAt: Date;
  /** From then on a purge takes it. */
  goneAt: Date;
  /** What comes back with it. */
  films: number;
  shows: number;
};

/** Removed libraries that can come back, the latest first. They are few. */
export async function listRemovedLibraries(db: Db): Promise<RemovedLibrary[]> {
  const rows = await db
    .select({ libraryId: libraries.id, name: libraries.name, path: libraries.path, deletedAt: libraries.deletedAt })
    .from(libraries)
    .where(isNotNull(libraries.deletedAt))
    .orderBy(desc(libraries.deletedAt), desc(libraries.id))
    .limit(100);
  if (rows.length === 0) return [];
  const [films, shows] = [await countGone(db, movies), await countGone(db, series)];
  return rows.flatMap(({ deletedAt, ...row }) =>
    deletedAt === null
      ? []
      : [
          {
            ...row,
            removedAt: deletedAt,
            goneAt: new Date(deletedAt.getTime() + retentionMs),
            films: films.get(row.libraryId) ?? 0,
            shows: shows.get(row.libraryId) ?? 0,
          },
        ],
  );
}

/** How many went with each library. */
async function countGone(db: Db, table: typeof movies | typeof series): Promise<Map<number, number>> {
  const rows = await db
    .select({ libraryId: table.libraryId, count: count() })
    .from(table)
    .innerJoin(libraries, and(eq(libraries.id, table.libraryId), eq(libraries.deletedAt, table.deletedAt)))
    .groupBy(table.libraryId);
  return new Map(rows.map((row) => [row.libraryId, row.count]));
}
