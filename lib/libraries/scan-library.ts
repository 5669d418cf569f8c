import type { Db } from "#db/client.ts";
import type { ScanChange } from "#db/schema/index.ts";
import { AppError, isAppError, messageOf } from "#lib/errors.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { forgetUnknown } from "./forget-unknown.ts";
import { loadIgnoreRules } from "./ignore-patterns.ts";
import type { KnownItem } from "./known-items.ts";
import { getLibrary, type Library, listRoots } from "./libraries.ts";
import type { LibraryReader } from "./library-reader.ts";
import { findStillMissing, isUnreadableIn, markMissing } from "./mark-missing.ts";
import { recordOffline, recordOnline } from "./root-state.ts";
import { openFilms } from "./scan-films.ts";
import { checkRootIsThere, findLostMounts, type GuardedRoot } from "./scan-guard.ts";
import { addChange, addProblem, finishScanRun, recordScanned, type ScanReport, startScanRun } from "./scan-runs.ts";
import { findScope, tidyPath } from "./scan-scope.ts";
import { openSeries } from "./scan-series.ts";
import { emptySeen, type Scan, type ScanOptions } from "./scan-walk.ts";
import { withFormer } from "./succession.ts";

/**
 * Lists a library, or with `paths` only the folders of films and shows these lie in, and records what changed since the last look: new films or episodes with what their names and NFO
 * files say, replaced, renamed and vanished ones. Folders that look as before are not read, and nothing in the library is
 * written. Throws AppError offline, and changes nothing, when a root is gone, empty or another disk.
 */
export async function scanLibrary(db: Db, options: ScanOptions): Promise<ScanReport> {
  const { libraryId, signal, assertOwned, tellRoot } = options;
  const library = await getLibrary(db, libraryId);
  const open = openerOf(library);
  const roots = await listRoots(db, libraryId);
  const run = await startScanRun(db, { libraryId, jobId: options.jobId ?? null, assertOwned });
  const { report } = run;
  try {
    const reader = await open(db, libraryId);
    const known = roots.map(
      (root): GuardedRoot => ({
        ...root,
        type: reader.type,
        knownItems: countBelow(reader.items, root.path),
        isConfirmed: options.confirmed === true,
      }),
    );
    const away = options.paths ? await listAway(known, options.paths) : new Set();
    const guarded = known.filter((root) => !away.has(root.path));
    await Promise.all(guarded.map(checkRootIsThere));
    const seen = emptySeen();
    const lost = await findLostMounts(guarded);
    for (const { path } of lost) {
      addProblem(report, path, lostMount(path));
      // What is below is unknown, not gone, from the first batch on.
      seen.unreadable.push(path);
    }
    const context = {
      library,
      jobId: options.jobId ?? null,
      runId: options.runId,
      isFull: options.full === true,
      isUnreadable: (path: string) => isUnreadableIn(seen)(path),
    };
    const scan: Scan = { db, context, report, options, ignore: await loadIgnoreRules(db, libraryId), seen };
    const paths = guarded.map((root) => root.path);
    if (options.paths) seen.within = await scopeOf(scan, { reader, roots: paths, wanted: options.paths });
    report.paths = seen.within === null ? null : [...seen.within];
    // What is not looked at is remembered as it was.
    const mounts = new Map(seen.within === null ? [] : guarded.flatMap((root) => Object.entries(root.mounts ?? {})));
    await reader.read(scan, paths, mounts);
    report.foldersSeen = scan.seen.folders.size;
    // A disk that went while it was read looks like a library of which much is gone.
    const facts = await Promise.all(guarded.map(checkRootIsThere));
    for (const { path, device } of await findLostMounts(guarded)) {
      if (!lost.some((each) => each.path === path)) {
        addProblem(report, path, lostMount(path));
        seen.unreadable.push(path);
      }
      mounts.set(path, device);
    }
    await endScan(scan, reader, guarded);
    const online = facts.map((fact, index) => ({ ...fact, rootId: guarded[index]?.id ?? 0 }));
    await recordOnline(db, { roots: online, mounts, assertOwned, tell: tellRoot });
    await recordScanned(db, { library, report, assertOwned });
    await finishScanRun(db, run, "completed");
    return report;
  } catch (error) {
    if (isAppError(error, "offline")) await recordOffline(db, { libraryId, error, assertOwned, tell: tellRoot });
    await finishScanRun(db, run, signal?.aborted ? "cancelled" : "failed", messageOf(error));
    throw error;
  }
}

const lostMount = (path: string) =>
  `${path} was a disk of its own at the last scan and is not mounted now. It was left as it was.`;

/** Roots without any of the paths that cannot be read now: their items may still be there, and nobody asked about them. */
async function listAway(roots: readonly GuardedRoot[], paths: readonly string[]): Promise<Set<string>> {
  const unasked = roots.filter((root) => !paths.some((path) => isInside(root.path, path)));
  const looks = await Promise.allSettled(unasked.map(checkRootIsThere));
  return new Set(unasked.filter((_, index) => looks[index]?.status === "rejected").map((root) => root.path));
}

type Wanted = { reader: LibraryReader; roots: readonly string[]; wanted: readonly string[] };

/** The folders that a scan of paths looks at. One that lies in no folder of the library is told, and costs only itself. */
function scopeOf(scan: Scan, { reader, roots, wanted }: Wanted): Promise<string[] | null> {
  const { options, report, ignore, seen } = scan;
  const tidy = withFormer(wanted, options.replaced ?? []).flatMap((path) => {
    const place = tidyPath(path);
    if (place !== null && roots.some((root) => isInside(root, place))) return [place];
    addProblem(report, path, `${path} lies in no folder of this library, so it was not looked at.`);
    return [];
  });
  return findScope({ reader, roots, paths: tidy, lost: seen.unreadable, ignore, signal: options.signal });
}

type Opener = (db: Db, libraryId: number) => Promise<LibraryReader>;

function openerOf({ type, name }: Library): Opener {
  if (type === "movie") return openFilms;
  if (type === "tv") return openSeries;
  throw new AppError("unsupported", `${name} holds music, which Metarr does not read.`);
}

const countBelow = (items: readonly KnownItem[], root: string): number =>
  items.filter((item) => !item.isMissing && !item.isDeleted && item.filePath.startsWith(`${root}/`)).length;

/** What only the end of a walk can tell: what is gone. */
async function endScan(scan: Scan, reader: LibraryReader, roots: readonly GuardedRoot[]): Promise<void> {
  const { db, seen, report, options } = scan;
  const { libraryId, confirmed, assertOwned, jobId, tellChanges } = options;
  const guarded = confirmed ? [] : roots.map((root) => root.path);
  const { type, items, fingerprints } = reader;
  await markMissing(db, { type, items, fingerprints, seen, guarded, report, assertOwned, jobId, tellChanges });
  await forgetUnknown(db, { libraryId, seen, assertOwned });
  const stillMissing = findStillMissing(items, seen);
  if (type === "movie" && stillMissing.length === 0) return;
  const removed = await ownedTransaction(db, assertOwned, async (tx) => {
    const paths = await reader.finish(tx, { libraryId, stillMissing });
    const changes = paths.map((path): ScanChange => ({ kind: "removed", path }));
    await tellChanges?.(tx, changes);
    return changes;
  });
  for (const change of removed) addChange(report, change);
}
