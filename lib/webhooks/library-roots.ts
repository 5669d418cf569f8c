import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { libraryTypes } from "#lib/libraries/vocabulary.ts";

/** A folder of a library. */
export type Root = { path: string; libraryId: number; name: string; enabled: boolean };

/** Folders of all libraries that can be scanned. */
export async function listRoots(db: Db): Promise<Root[]> {
  return db
    .select({
      path: libraryRoots.path,
      libraryId: libraries.id,
      name: libraries.name,
      enabled: libraries.enabled,
    })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(and(isNull(libraries.deletedAt), inArray(libraries.type, libraryTypes)));
}

/** The folder of a library that a path lies in. */
export const findRoot = (roots: readonly Root[], path: string): Root | undefined =>
  roots.filter((root) => isInside(root.path, path)).toSorted((a, b) => b.path.length - a.path.length)[0];
