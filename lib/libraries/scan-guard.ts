import { stat } from "node:fs/promises";
import { AppError } from "#lib/errors.ts";
import { checkRoot, type RootFacts } from "#lib/files/walk.ts";

/** What the last good scan knew of a root. */
export type GuardedRoot = {
  id: number;
  path: string;
  device: string | null;
  /** Disks of their own below it, as `{ path: st_dev }`. */
  mounts: Record<string, string> | null;
  type: "movie" | "tv";
  knownItems: number;
  /** A person said that the root is right as it is now. */
  isConfirmed: boolean;
};

/** Fewer missing items than this are never taken for a lost disk. */
const minMissing = 20;
const maxMissingShare = 0.1;

/**
 * Looks at a root before anything is read. An unmounted disk reads as an empty folder, so a root that held something and is
 * empty now, or lies on another device, is offline: throws AppError offline, and nothing is changed (R6).
 */
export async function checkRootIsThere(known: GuardedRoot): Promise<RootFacts> {
  const facts = await checkRoot(known.path).catch((cause: unknown) => {
    throw cause instanceof AppError && known.knownItems > 0 ? offline(known.path, `${cause.message}`, cause) : cause;
  });
  if (known.knownItems === 0 || known.isConfirmed) return facts;
  if (facts.isEmpty) {
    throw offline(
      known.path,
      `${known.path} is empty, but held ${known.knownItems} ${nouns[known.type]}. Connect its disk, or scan again and confirm that they are gone.`,
    );
  }
  if (known.device !== null && known.device !== String(facts.device)) {
    throw offline(
      known.path,
      `${known.path} lies on another disk than at the last scan. Connect the disk, or scan again and confirm that this is the right one.`,
    );
  }
  return facts;
}

const nouns = { movie: "films", tv: "episodes" } as const;

/**
 * Folders that were disks of their own at the last good scan and lie on their root's disk now, or nowhere: an unmounted
 * disk reads as an empty folder, so what was below is unknown, not gone.
 */
export async function findLostMounts(roots: readonly GuardedRoot[]): Promise<{ path: string; device: string }[]> {
  const known = roots.filter((root) => !root.isConfirmed).flatMap((root) => Object.entries(root.mounts ?? {}));
  const lost = await Promise.all(
    known.map(async ([path, device]) => {
      const facts = await stat(path).catch(() => undefined);
      return facts && String(facts.dev) === device ? [] : [{ path, device }];
    }),
  );
  return lost.flat();
}

/** After the walk: throws offline when more is missing than people remove between two scans. */
export function checkMissingShare(params: {
  path: string;
  type: "movie" | "tv";
  known: number;
  missing: number;
}): void {
  const { path, known, missing } = params;
  if (missing < minMissing || missing <= known * maxMissingShare) return;
  throw offline(
    path,
    `${missing} of ${known} ${nouns[params.type]} are missing in ${path}. Nothing was marked. Check the disk, or scan again and confirm that they are gone.`,
  );
}

function offline(path: string, message: string, cause?: unknown): AppError {
  return new AppError("offline", message, { cause, details: { path } });
}
