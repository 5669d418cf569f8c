import { lstat } from "node:fs/promises";
import type { Db } from "#db/client.ts";
import { findRoot, listRoots } from "./library-roots.ts";
import { mapPath } from "./map-path.ts";
import type { PathMapping } from "./vocabulary.ts";

export type ExplainedPath = {
  /** What it is here; null: no path of this machine. */
  path: string | null;
  /** Whether a mapping said so. */
  isMapped: boolean;
  /** The library that looks when something is said of this path. */
  library: string | null;
  isThere: boolean;
};

/** What Metarr makes of a path that a program names. */
export async function explainPath(
  db: Db,
  { mappings, path: told }: { mappings: readonly PathMapping[]; path: string },
): Promise<ExplainedPath> {
  const { path, mapping } = mapPath(mappings, told);
  const root = path === null ? undefined : findRoot(await listRoots(db), path);
  // Only of what lies in a library is it said whether it is there.
  const isThere =
    path !== null &&
    root !== undefined &&
    (await lstat(path).then(
      () => true,
      () => false,
    ));
  return { path, isMapped: mapping !== null, library: root?.name ?? null, isThere };
}
