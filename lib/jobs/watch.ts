import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { log } from "#lib/log.ts";
import { onRingHere } from "./bell.ts";
import { onChange } from "./changes.ts";

type Watcher = { listeners: Set<() => void>; stop: (() => Promise<void>) | undefined };

// One per process and database, however often Next loads this module.
const key = Symbol.for("metarr.jobs.watchers");
const holder: typeof globalThis & { [key]?: WeakMap<Db, Watcher> } = globalThis;
holder[key] ??= new WeakMap();
const watchers = holder[key];

/** A page wants to know within 2 s: workers write at most once a second, and this looks twice a second. */
const lookEveryMs = 500;
/** Bursts are told once. */
const gatherMs = 200;

export type WatchOptions = {
  /** How the first of the listeners hears of changes. Default: from the database. */
  open?: typeof onChange;
  /** Pause before a watch that could not start is tried again, such as while the database restarts. */
  retryMs?: number;
};

/**
 * Calls back soon after jobs may have changed, whichever process changed them. The listener asks the database for what
 * it shows. Returns the function that ends it; the watcher itself closes with its last listener.
 */
export function watchJobs(db: Db, listener: () => void, options: WatchOptions = {}): () => void {
  const watcher = watchers.get(db) ?? { listeners: new Set(), stop: undefined };
  watchers.set(db, watcher);
  watcher.listeners.add(listener);
  watcher.stop ??= startWatching(db, watcher.listeners, options);
  return () => {
    watcher.listeners.delete(listener);
    if (watcher.listeners.size > 0) return;
    const { stop } = watcher;
    watcher.stop = undefined;
    stop?.().catch(report);
  };
}

const report = (error: unknown) => log.warn({ err: error }, "The watch for changes of jobs had a problem");

/** Returns the function that ends it. Until then a watch that cannot start is tried again and again. */
function startWatching(
  db: Db,
  listeners: Set<() => void>,
  { open = onChange, retryMs = 5_000 }: WatchOptions,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const heard = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const listener of listeners) listener();
    }, gatherMs);
  };
  const stopHere = onRingHere(heard);
  const ended = new AbortController();
  const { signal } = ended;
  const listen = async () => {
    for (let hasFailed = false; !signal.aborted; hasFailed = true) {
      try {
        const listening = await open(db, { everyMs: lookEveryMs, heard });
        // Nobody heard what changed meanwhile.
        if (hasFailed) heard();
        return listening;
      } catch (error) {
        report(error);
        // Ends early, with an error, when nobody listens any more.
        await pause(retryMs, undefined, { signal }).catch(() => {});
      }
    }
    return undefined;
  };
  const listening = listen();
  return async () => {
    ended.abort();
    stopHere();
    await (await listening)?.close();
    clearTimeout(timer);
  };
}
