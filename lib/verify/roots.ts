import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { episodes, libraryRoots, movies, series } from "#db/schema/index.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { isInside } from "#lib/files/safe-path.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { checkRootIsThere, findLostMounts, type GuardedRoot } from "#lib/libraries/scan-guard.ts";

/** The folders of a library as the last good scan knew them, each with the films or episodes below it. */
export async function listGuardedRoots(db: Db, { id: libraryId, type }: Library): Promise<GuardedRoot[]> {
  const roots = await db
    .select()
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, libraryId))
    .orderBy(libraryRoots.id);
  const known = new Map((await countKnown(db, { libraryId, isTv: type === "tv" })).map(({ id, items }) => [id, items]));
  return roots.map(({ id, path, device, mounts }) => ({
    ...{ id, path, device, mounts, knownItems: known.get(id) ?? 0, isConfirmed: false },
    type: type === "tv" ? "tv" : "movie",
  }));
}

function countKnown(db: Db, { libraryId, isTv }: { libraryId: number; isTv: boolean }) {
  const { id } = libraryRoots;
  const ofLibrary = (table: typeof movies | typeof series) =>
    and(eq(table.libraryId, libraryRoots.libraryId), isNull(table.deletedAt), isNull(table.missingAt));
  const films = () =>
    db
      .select({ id, items: count() })
      .from(libraryRoots)
      .innerJoin(movies, and(ofLibrary(movies), liesBelowRoot(movies.filePath)));
  const shows = () =>
    db
      .select({ id, items: count() })
      .from(libraryRoots)
      .innerJoin(series, ofLibrary(series))
      .innerJoin(
        episodes,
        and(
          eq(episodes.seriesId, series.id),
          isNull(episodes.deletedAt),
          isNull(episodes.missingAt),
          liesBelowRoot(episodes.filePath),
        ),
      );
  return (isTv ? shows() : films()).where(eq(libraryRoots.libraryId, libraryId)).groupBy(id);
}

/** No LIKE: the signs of a folder's name would mean something in it. */
const liesBelowRoot = (path: PgColumn) =>
  sql`substr(${path}, 1, length(${libraryRoots.path}) + 1) = ${libraryRoots.path} || '/'`;

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
