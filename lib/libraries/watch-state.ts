import { and, eq, isNotNull, isNull, notInArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { diskReason, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { findMount, isSilentType, type Mount } from "#lib/files/mounts.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { watching } from "./vocabulary.ts";

export type WatchedRoot = { rootId: number; libraryId: number; path: string; state: string | null };

const isWanted = and(eq(libraries.watch, true), eq(libraries.enabled, true), isNull(libraries.deletedAt));

/** The folders somebody wants to have watched: of libraries that are switched on, with their watching. */
export function listWatchedRoots(db: Db): Promise<WatchedRoot[]> {
  return db
    .select({
      rootId: libraryRoots.id,
      libraryId: libraryRoots.libraryId,
      path: libraryRoots.path,
      state: libraryRoots.watchState,
    })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(isWanted)
    .orderBy(libraryRoots.id);
}

/** `state` is `watching`, null, or a sentence. */
export async function recordWatchState(db: Db, rootId: number, state: string | null): Promise<void> {
  await db.update(libraryRoots).set({ watchState: state }).where(eq(libraryRoots.id, rootId));
}

/** Forgets what was said of folders that are not to be watched any more: all but these. */
export async function clearWatchStates(db: Db, exceptRootIds: readonly number[]): Promise<void> {
  const stale = await db
    .select({ rootId: libraryRoots.id })
    .from(libraryRoots)
    .where(and(isNotNull(libraryRoots.watchState), notInArray(libraryRoots.id, [...exceptRootIds])));
  for (const { rootId } of stale) await recordWatchState(db, rootId, null);
}

/** Asks for a scan after a change, unless the library is not watched any more. One that waits already is enough. */
export async function enqueueWatchScan(db: Db, libraryId: number): Promise<void> {
  await transaction(db, async (tx) => {
    const [library] = await tx
      .select({ libraryId: libraries.id })
      .from(libraries)
      .where(and(eq(libraries.id, libraryId), isWanted));
    if (library) await enqueue(tx, "library.scan", library);
  });
}

/** Why a folder cannot be watched at all by where it lies; undefined when it can. */
export function explainSilence(mounts: readonly Mount[], path: string): string | undefined {
  const mount = findMount(mounts, path);
  if (!mount || !isSilentType(mount.type)) return undefined;
  return `${path} lies on a file system that does not tell of every change (${mount.type}). The schedule scans it.`;
}

/** What is said of a watched folder in which other file systems hang that are not watched. */
export function describeWatching(silent: readonly Mount[]): string {
  const [first, ...others] = silent;
  if (!first) return watching;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return `Watched, except ${first.path}${more}, where the file system does not tell of every change (${first.type}).`;
}

/** Why watching failed, in a sentence that says what to do. */
export function explainFailure(path: string, error: unknown): string {
  const code = systemCode(error);
  const limit = limits[code ?? ""];
  if (limit) return `The system allows too few watches for ${path}. Raise ${limit}. Until then the schedule scans it.`;
  if (isMissing(error)) return `${path} is not there. It is watched as soon as it is back.`;
  return `${path} cannot be watched: ${diskReason(error)}.`;
}

/** What sets the limit that the system named. */
const limits: Partial<Record<string, string>> = {
  ENOSPC: "fs.inotify.max_user_watches (sysctl)",
  EMFILE: "fs.inotify.max_user_instances (sysctl)",
};
