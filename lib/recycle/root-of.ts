import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { isInside } from "#lib/files/safe-path.ts";

/**
 * The real path of the folder a file of the bin was taken from. Throws conflict when its library is gone, `offline` when
 * its disk is away: an unmounted one is an empty folder, and what is put there is hidden once it is back.
 */
export async function getRootOf(db: Db, path: string): Promise<string> {
  // Pictures and trailers of the cache lie in a folder that is no library's.
  if (isInside(join(env.DATA_DIR, "cache"), path)) return env.DATA_DIR;
  const root = await findLibraryRoot(db, path);
  if (root) {
    for (const [folder, device] of root.disks) {
      if (isInside(folder, path)) await assertSameDisk(folder, device);
    }
    return root.realPath;
  }
  throw new AppError("conflict", `${path} belongs to a library that is gone. Add the library again, then put it back.`);
}

async function assertSameDisk(folder: string, device: string): Promise<void> {
  const facts = await stat(folder).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw diskError("look at the folder", folder, error);
  });
  if (facts && String(facts.dev) === device) return;
  const message = facts
    ? `${folder} lies on another disk than at the last scan. Connect its disk, or scan the library first.`
    : `The folder ${folder} cannot be reached. Check that its disk is connected.`;
  throw new AppError("offline", message, { details: { path: folder } });
}

type Root = {
  libraryId: number;
  realPath: string;
  /** Its folder and those below it that were disks of their own at the last good scan, with their devices. */
  disks: ReadonlyMap<string, string>;
};

/** The library a path lies in, and the real path of its folder; undefined when there is none. */
export async function findLibraryRoot(db: Db, path: string): Promise<Root | undefined> {
  const roots = await db
    .select({
      libraryId: libraryRoots.libraryId,
      path: libraryRoots.path,
      device: libraryRoots.device,
      mounts: libraryRoots.mounts,
    })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId));
  for (const { libraryId, path: root, device, mounts } of roots) {
    // Rows hold real paths, and a library may have been added through a link.
    const realPath = await realpath(root).catch(() => root);
    const disks = new Map(Object.entries(mounts ?? {}));
    if (device !== null) disks.set(realPath, device);
    if (isInside(root, path) || isInside(realPath, path)) return { libraryId, realPath, disks };
  }
  return undefined;
}
