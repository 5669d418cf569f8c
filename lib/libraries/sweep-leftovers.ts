import { dirname, join } from "node:path";
import { isAppError } from "#lib/errors.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";

/** A folder in which a scan saw temporary files that a stopped process left. */
export type Leftover = { root: string; folder: string };

export type Swept = { removed: number; problems: { path: string; message: string }[] };

/**
 * Removes temporary files of processes that were stopped while they published. What cannot be removed costs only itself:
 * the disk may be read-only, and scanning it is fine.
 */
export async function sweepLeftovers(
  leftovers: readonly Leftover[],
  options: { olderThanMs?: number } = {},
): Promise<Swept> {
  const result: Swept = { removed: 0, problems: [] };
  for (const { root, folder } of leftovers) {
    try {
      const real = dirname(await resolveInside(root, join(folder, "any")));
      result.removed += await sweepTemporaryFiles(real, options);
    } catch (error) {
      if (!isAppError(error)) throw error;
      result.problems.push({ path: folder, message: error.message });
    }
  }
  return result;
}
