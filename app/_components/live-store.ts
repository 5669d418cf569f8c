import type { LiveJobs } from "#app/_server/live-jobs.ts";

/** `lost`: the server does not answer, and the page keeps what it has. `ended`: the session has ended. */
export type Connection = "open" | "lost" | "ended";
export type LiveState = {
  connection: Connection;
  /** False from the moment the stream breaks; `connection` waits a little before it says so to people. */
  isHeard: boolean;
  jobs: LiveJobs;
};

export type LiveStore = {
  getState: () => LiveState;
  subscribe: (listener: () => void) => () => void;
  /** Opens the stream; returns the function that closes it. */
  connect: () => () => void;
};

/** A server that restarts is back within this time, mostly: no banner for that. */
const lostAfterMs = 3_000;
const retryMs = 3_000;

/** What the server tells every open page, kept while the connection is away. */
export function createLiveStore(jobs: LiveJobs): LiveStore {
  let state: LiveState = { connection: "open", isHeard: true, jobs };
  const listeners = new Set<() => void>();

  function set(change: Partial<LiveState>) {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function connect(): () => void {
    let source: EventSource | undefined;
    let lost: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;

    function close() {
      clearTimeout(lost);
      clearTimeout(retry);
      lost = undefined;
      source?.close();
      source = undefined;
    }

    function open() {
      clearTimeout(retry);
      source?.close();
      source = new EventSource("/api/events");
      source.addEventListener("jobs", (event: MessageEvent<string>) => {
        clearTimeout(lost);
        lost = undefined;
        set({ connection: "open", isHeard: true, jobs: JSON.parse(event.data) });
      });
      source.addEventListener("ended", () => {
        close();
        set({ connection: "ended" });
      });
      source.addEventListener("error", () => {
        if (state.isHeard) set({ isHeard: false });
        lost ??= setTimeout(() => set({ connection: "lost" }), lostAfterMs);
        // The browser itself tries again unless it was refused; then it may be the session, or a proxy in between.
        if (source?.readyState === EventSource.CLOSED) retry = setTimeout(openUnlessEnded, retryMs);
      });
    }

    async function openUnlessEnded() {
      if (await isSessionOver()) {
        close();
        set({ connection: "ended" });
      } else open();
    }

    // A browser keeps six connections to one server: tabs in the background leave them to the one in front.
    function onVisibility() {
      if (document.hidden) close();
      else if (!source && state.connection !== "ended") open();
    }
    document.addEventListener("visibilitychange", onVisibility);
    onVisibility();
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      close();
    };
  }

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect,
  };
}

async function isSessionOver(): Promise<boolean> {
  const abort = new AbortController();
  try {
    const answer = await fetch("/api/events", { signal: abort.signal });
    return answer.status === 401;
  } catch {
    // No answer at all: the server is away, and the banner says so already.
    return false;
  } finally {
    abort.abort();
  }
}
