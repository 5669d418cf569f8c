import { type KodiEntry, type KodiSource, kodiLibrary } from "./kodi-library.ts";

export type KodiOptions = {
  sources?: readonly KodiSource[];
  /** How long a scan, a clean and a refresh take. */
  workMs?: number;
};

type Work = { kind: "scan" | "clean"; isCancelled: boolean };

/** What Kodi does behind its answers: one scan or clean at a time, refreshes one after the other, events to whoever listens. */
export function kodiMachine({ sources = [], workMs = 30 }: KodiOptions) {
  const library = kodiLibrary(sources);
  const listeners = new Set<(event: string, data: unknown) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let working: Work | undefined;
  let refreshing = Promise.resolve();
  let dialogs = 0;
  let cancelledScans = 0;
  let isPlaying = false;

  const tell = (event: string, data: unknown = null) => {
    for (const listener of listeners) listener(`VideoLibrary.${event}`, data);
  };
  const later = (run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, workMs);
    timers.add(timer);
  };
  const update = ({ kind, id }: KodiEntry, isNew: boolean) =>
    tell("OnUpdate", { item: { type: kind === "series" ? "tvshow" : kind, id }, ...(isNew ? { added: true } : {}) });

  function work(kind: Work["kind"], end: () => void): void {
    const own: Work = { kind, isCancelled: false };
    working = own;
    tell(kind === "scan" ? "OnScanStarted" : "OnCleanStarted");
    later(() => {
      if (!own.isCancelled) end();
      working = working === own ? undefined : working;
      tell(kind === "scan" ? "OnScanFinished" : "OnCleanFinished");
    });
  }

  return {
    library,
    listen: (listener: (event: string, data: unknown) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isBusy: () => working !== undefined,
    setPlaying: (next: boolean) => {
      isPlaying = next;
    },
    isPlaying: () => isPlaying,
    /** Dialogs that stand open on the television because a client asked for them. */
    dialogs: () => dialogs,
    cancelledScans: () => cancelledScans,
    /** A second scan cancels the one that runs, and is not run itself. */
    scan: ({ directory, showdialogs }: { directory: string; showdialogs: boolean }) => {
      if (showdialogs) dialogs += 1;
      if (working?.kind === "scan") {
        working.isCancelled = true;
        cancelledScans += 1;
        return;
      }
      if (working) return;
      work("scan", () => {
        for (const entry of library.scan(directory)) update(entry, true);
      });
    },
    /**
     * With a folder and no kind of content it does nothing and tells of nothing, nor for shows in any folder but that of
     * all shows; during a scan it is ignored.
     */
    clean: ({ directory, content, showdialogs }: { directory: string; content: string; showdialogs: boolean }) => {
      if (showdialogs) dialogs += 1;
      const isRoot = library.roots().some(({ path }) => path === directory);
      if (working || (directory !== "" && (content === "video" || (content === "tvshows" && !isRoot)))) return;
      work("clean", () => {
        for (const { kind, id } of library.clean(directory, content)) {
          tell("OnRemove", { type: kind === "series" ? "tvshow" : kind, id });
        }
      });
    },
    refresh: (kind: KodiEntry["kind"], id: number, isWithEpisodes: boolean) => {
      refreshing = refreshing.then(
        () =>
          new Promise((resolve) =>
            later(() => {
              const entry = library.refresh(kind, id);
              if (entry) update(entry, false);
              const below =
                isWithEpisodes && entry
                  ? library.entries().filter((one) => one.kind === "episode" && one.file.startsWith(entry.file))
                  : [];
              for (const one of below) library.refresh("episode", one.id);
              resolve();
            }),
          ),
      );
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      listeners.clear();
    },
  };
}

export type KodiMachine = ReturnType<typeof kodiMachine>;
