import { stat } from "node:fs/promises";
import type { Db } from "#db/client.ts";
import { listSilentMounts, type Mount, readMounts } from "#lib/files/mounts.ts";
import { createQuiet } from "#lib/libraries/watch-quiet.ts";
import {
  clearWatchStates,
  describeWatching,
  enqueueWatchScan,
  explainFailure,
  explainSilence,
  listWatchedRoots,
  recordWatchState,
  type WatchedRoot,
} from "#lib/libraries/watch-state.ts";
import { type WatchedTree, watchTree } from "#lib/libraries/watch-tree.ts";
import { log } from "#lib/log.ts";
import { repeat } from "./repeat.ts";

export type WatchOptions = {
  db: Db;
  /** A change waits until nothing happened for this long, */
  quietMs?: number;
  /** but not longer than this. */
  latestMs?: number;
  /** How soon a change of the libraries themselves is followed. */
  lookEveryMs?: number;
  /** A folder that the system refused to watch is tried again after this. */
  retryMs?: number;
  readMounts?: () => Promise<Mount[]>;
};

export type LibraryWatch = {
  /** Resolves when the folders were looked at for the first time. */
  started: Promise<void>;
  stop(): Promise<void>;
};

/** What this process knows of one root. Without a tree it is not watched, for the reason in `state`. */
type Held = {
  rootId: number;
  libraryId: number;
  path: string;
  /** Which folder is meant: another disk at the same path is another place. */
  place: string;
  state: string;
  tree: WatchedTree | undefined;
  /** After a refusal of the system: not before this, by performance.now(). */
  retryAtMs: number;
};

/**
 * Watches the folders of the libraries that want it, and asks for a scan when something changed. Looks every few seconds
 * which folders those are, whether they are still there, and says of each how it is. Never throws: what goes wrong is told
 * at the folder or in the log, and the schedule scans all the same. Several workers may watch the same folders: a scan that
 * waits is not asked for twice.
 */
export function watchLibraries(options: WatchOptions): LibraryWatch {
  const { db, quietMs = 10_000, latestMs = 60_000, lookEveryMs = 10_000, retryMs = 600_000 } = options;
  const held = new Map<number, Held>();
  const ended = new AbortController();
  const { signal } = ended;

  let hasLooked = false;
  /** Scans that are being asked for. */
  const requests = new Set<Promise<void>>();
  const quiet = createQuiet({
    quietMs,
    latestMs,
    run: (libraryId) => {
      const request = enqueueWatchScan(db, libraryId)
        .catch((error: unknown) => {
          log.warn({ err: error, libraryId }, "A scan could not be asked for after a change");
          if (!signal.aborted) quiet.touch(libraryId);
        })
        .finally(() => requests.delete(request));
      requests.add(request);
    },
  });

  async function look(): Promise<void> {
    try {
      const wanted = await listWatchedRoots(db);
      for (const root of held.values()) {
        if (!wanted.some((one) => isSame(one, root))) release(root);
      }
      if (wanted.length > 0) await lookAtRoots(wanted);
      if (!signal.aborted)
        await clearWatchStates(
          db,
          wanted.map((root) => root.rootId),
        );
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, "The watched folders could not be looked at");
    }
  }

  async function lookAtRoots(wanted: readonly WatchedRoot[]): Promise<void> {
    const mounts = await (options.readMounts ?? readMounts)();
    for (const root of wanted) {
      if (signal.aborted) return;
      const now = await holdRoot(root, mounts);
      if (!signal.aborted && now.state !== root.state) await recordWatchState(db, root.rootId, now.state);
    }
  }

  /** Brings what is held of a root up to date. */
  async function holdRoot(root: WatchedRoot, mounts: readonly Mount[]): Promise<Held> {
    const before = held.get(root.rootId);
    const silent = listSilentMounts(mounts, root.path);
    const { place, trouble } = await findPlace(root.path, mounts, silent);
    const isWaiting = before?.tree === undefined && (before?.retryAtMs ?? 0) > performance.now();
    if (before?.place === place && (before.tree || isWaiting)) return before;
    if (before) release(before);
    const now: Held = { ...root, place, state: trouble ?? "", tree: undefined, retryAtMs: 0 };
    held.set(root.rootId, now);
    if (trouble === undefined) {
      await open(now, silent);
      // It was gone, another one, or is watched only now: what came meanwhile was not told. At its start the worker scans all.
      if (now.tree && (before || hasLooked)) quiet.touch(root.libraryId);
    }
    return now;
  }

  async function open(now: Held, silent: readonly Mount[]): Promise<void> {
    const refused = (error: unknown) => {
      now.tree = undefined;
      now.state = explainFailure(now.path, error);
      now.retryAtMs = performance.now() + retryMs;
      log.warn({ err: error, path: now.path }, "A folder cannot be watched");
    };
    try {
      now.tree = await watchTree({
        root: now.path,
        except: new Set(silent.map((mount) => mount.path)),
        onChange: () => quiet.touch(now.libraryId),
        onFailure: refused,
      });
      now.state = describeWatching(silent);
      if (signal.aborted) release(now);
    } catch (error) {
      refused(error);
    }
  }

  function release(root: Held): void {
    root.tree?.close();
    root.tree = undefined;
    held.delete(root.rootId);
  }

  const first = look().finally(() => {
    hasLooked = true;
  });
  const looking = repeat(async () => {
    await first;
    await look();
  }, lookEveryMs);
  return {
    started: first,
    async stop() {
      ended.abort();
      quiet.stop();
      for (const root of [...held.values()]) release(root);
      // Not waited for: a look at a disk that hangs must not keep the worker from stopping.
      looking.stop().catch(() => {});
      await Promise.all(requests);
      await clearWatchStates(db, []).catch((error: unknown) => {
        log.warn({ err: error }, "What was said of the watched folders could not be taken back");
      });
    },
  };
}

const isSame = (one: WatchedRoot, other: Held) =>
  one.rootId === other.rootId && one.path === other.path && one.libraryId === other.libraryId;

/** Which folder is at a path now, and why it cannot be watched. */
async function findPlace(
  path: string,
  mounts: readonly Mount[],
  silent: readonly Mount[],
): Promise<{ place: string; trouble?: string }> {
  const silence = explainSilence(mounts, path);
  // A share that does not answer would hold us up, so it is not even touched.
  if (silence) return { place: silence, trouble: silence };
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return { place: [`${dev}:${ino}`, ...silent.map((mount) => mount.path)].join("\n") };
  } catch (error) {
    const trouble = explainFailure(path, error);
    return { place: trouble, trouble };
  }
}
