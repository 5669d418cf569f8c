import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { peekQueue, releaseDueJobs } from "#lib/jobs/claim.ts";
import type { LaneName } from "#lib/jobs/vocabulary.ts";
import { log } from "#lib/log.ts";

export type Looker = {
  /** Looks soon whether something is ready. Any number of calls meanwhile make one more look. */
  look(): void;
  close(): void;
};

/** The shortest time from one look to the next. The first is at once. */
const betweenMs = 50;

/** Reads what is ready, hands the lanes to `pump`, and comes back by itself when the next delayed job is due. */
export function createLooker(params: {
  db: Db;
  lanes: readonly LaneName[];
  runId: string | undefined;
  pump: (ready: readonly LaneName[]) => void;
}): Looker {
  const { db, lanes, runId, pump } = params;
  let open = true;
  let looking = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  async function lookOnce(): Promise<void> {
    let state = await peekQueue(db, lanes, { runId });
    if (state.dueInMs !== null && state.dueInMs <= 0) {
      await releaseDueJobs(db);
      state = await peekQueue(db, lanes, { runId });
    }
    if (state.ready.length > 0) pump(state.ready);
    clearTimeout(timer);
    // Never at once: a job may be due by this clock a moment before it is by the database's.
    if (open && state.dueInMs !== null) timer = setTimeout(look, Math.min(Math.max(state.dueInMs, 20), 60_000));
  }

  async function run(): Promise<void> {
    looking = true;
    while (again && open) {
      again = false;
      const startedAt = performance.now();
      await lookOnce().catch((error: unknown) => log.warn({ err: error }, "The job queue could not be read"));
      // The end of every job calls for a look. Those that come close together are answered by one.
      if (again && open) await sleep(Math.max(0, startedAt + betweenMs - performance.now()));
    }
    looking = false;
  }

  function look(): void {
    again = true;
    if (!looking) void run();
  }

  return {
    look,
    close: () => {
      open = false;
      clearTimeout(timer);
    },
  };
}
