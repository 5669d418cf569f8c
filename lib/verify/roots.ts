import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, movies, series } from "#db/schema/index.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { isInside } from "#lib/files/safe-path.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { checkRootIsThere, findLostMounts, type GuardedRoot } from "#lib/libraries/scan-guard.ts";

/** The folders of a library as the last good scan knew them. */
export async function listGuardedRoots(db: Db, { id: libraryId, type }: Library): Promise<GuardedRoot[]> {
  const table = type === "tv" ? series : movies;
  const [rows, knownItems] = await Promise.all([
    db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, libraryId)).orderBy(libraryRoots.id),
    db.$count(table, and(eq(table.libraryId, libraryId), isNull(table.deletedAt), isNull(table.missingAt))),
  ]);
  return rows.map(({ id, path, device, mounts }) => ({
    ...{ id, path, device, mounts, knownItems, isConfirmed: false },
    type: type === "tv" ? "tv" : "movie",
  }));
}

/**
 * Throws AppError `offline` unless every folder of the library, and every disk below it, is there as at the last good scan
 * (R6): of a disk that is away nothing can be told, so nothing is called missing.
 */
export async function assertRootsAreThere(roots: readonly GuardedRoot[]): Promise<void> {
  for (const root of roots) {
    try {
      await checkRootIsThere(root);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError("offline", messageOf(error), { cause: error, details: { path: root.path } });
    }
  }
  const [lost] = await findLostMounts(roots);
  if (!lost) return;
  throw new AppError(
    "offline",
    `${lost.path} was a disk of its own, and is not there. Connect it, or scan the library.`,
    {
      details: { path: lost.path },
    },
  );
}

/** The folder of the library that a path lies below. */
export const rootOf = (roots: readonly Pick<GuardedRoot, "path">[], path: string): string | undefined =>
  roots.find((root) => root.path !== path && isInside(root.path, path))?.path;
