import type { Db } from "#db/client.ts";
import { log } from "#lib/log.ts";
import { onRingHere } from "./bell.ts";
import { type Listening, onChange } from "./changes.ts";

type Watcher = { listeners: Set<() => void>; listening: Promise<Listening> | undefined };

// One per process and database, however often Next loads this module.
const key = Symbol.for("metarr.jobs.watchers");
const holder: typeof globalThis & { [key]?: WeakMap<Db, Watcher> } = globalThis;
holder[key] ??= new WeakMap();
const watchers = holder[key];

/** A page wants to know within 2 s: workers write at most once a second, and this looks twice a second. */
const lookEveryMs = 500;
/** Bursts are told once. */
const gatherMs = 200;

/**
 * Calls back soon after jobs may have changed, whichever process changed them. The listener asks the database for what
 * it shows. Returns the function that ends it; the watcher itself closes with its last listener.
 */
export function watchJobs(db: Db, listener: () => void): () => void {
  const watcher = watchers.get(db) ?? { listeners: new Set(), listening: undefined };
  watchers.set(db, watcher);
  watcher.listeners.add(listener);
  watcher.listening ??= startWatching(db, watcher);
  return () => {
    watcher.listeners.delete(listener);
    if (watcher.listeners.size > 0) return;
    const { listening } = watcher;
    watcher.listening = undefined;
    listening?.then((open) => open.close()).catch(report);
  };
}

const report = (error: unknown) => log.warn({ err: error }, "The watch for changes of jobs had a problem");

function startWatching(db: Db, watcher: Watcher): Promise<Listening> {
  let timer: NodeJS.Timeout | undefined;
  const heard = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const listener of watcher.listeners) listener();
    }, gatherMs);
  };
  const stopHere = onRingHere(heard);
  const listening = onChange(db, { everyMs: lookEveryMs, heard }).then((open) => ({
    close: async () => {
      stopHere();
      clearTimeout(timer);
      await open.close();
    },
  }));
  listening.catch((error: unknown) => {
    report(error);
    stopHere();
    // The next page that opens tries again.
    if (watcher.listening === listening) watcher.listening = undefined;
  });
  return listening;
}
