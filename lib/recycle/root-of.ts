import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { isInside } from "#lib/files/safe-path.ts";

/** The real path of the folder a file of the bin was taken from. Throws conflict when its library is gone. */
export async function getRootOf(db: Db, path: string): Promise<string> {
  // Pictures and trailers of the cache lie in a folder that is no library's.
  if (isInside(join(env.DATA_DIR, "cache"), path)) return env.DATA_DIR;
  const root = await findLibraryRoot(db, path);
  if (root) return root.realPath;
  throw new AppError("conflict", `${path} belongs to a library that is gone. Add the library again, then put it back.`);
}

/** The library a path lies in, and the real path of its folder; undefined when there is none. */
export async function findLibraryRoot(
  db: Db,
  path: string,
): Promise<{ libraryId: number; realPath: string } | undefined> {
  const roots = await db
    .select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId));
  for (const { libraryId, path: root } of roots) {
    // Rows hold real paths, and a library may have been added through a link.
    const realPath = await realpath(root).catch(() => root);
    if (isInside(root, path) || isInside(realPath, path)) return { libraryId, realPath };
  }
  return undefined;
}
