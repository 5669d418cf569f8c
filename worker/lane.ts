import type { ClaimedJob } from "#lib/jobs/claim.ts";
import type { LaneName } from "#lib/jobs/vocabulary.ts";

/** Jobs are claimed ahead of a free place only as far as they would be started within this time. */
const aheadMs = 50;
const aheadLimit = 100;

export type Lane = {
  name: LaneName;
  /** Claims and starts until every place is taken or nothing is ready. Calls during a run make it look again. */
  pump(): Promise<void>;
  /** Claimed, not started, with what a claim that is under way still brings. Empties the list. */
  takeUnstarted(): Promise<ClaimedJob[]>;
};

/**
 * The places of one lane in this process. Handlers that take milliseconds are claimed in larger batches, because a
 * claim then costs more than the job; slow ones only when a place is free, so that better priorities are not overtaken.
 */
export function createLane(params: {
  name: LaneName;
  concurrency: number;
  isOpen: () => boolean;
  claim: (limit: number) => Promise<ClaimedJob[]>;
  /** Resolves when the handler has ended, and never rejects. */
  start: (job: ClaimedJob) => Promise<void>;
}): Lane {
  const { name, concurrency, isOpen, claim, start } = params;
  const unstarted: ClaimedJob[] = [];
  let running = 0;
  let averageMs: number | undefined;
  let pumping = false;
  let again = false;
  let claiming: Promise<number> = Promise.resolve(0);

  function startOne(job: ClaimedJob): void {
    running += 1;
    const startedAt = performance.now();
    start(job).then(() => {
      running -= 1;
      const tookMs = performance.now() - startedAt;
      averageMs = averageMs === undefined ? tookMs : averageMs * 0.8 + tookMs * 0.2;
      void pump();
    });
  }

  /** How many to have in hand: the free places, and what would follow within a moment. */
  function wanted(): number {
    const free = concurrency - running;
    const ahead = averageMs === undefined ? 0 : (aheadMs / Math.max(averageMs, 0.1)) * concurrency;
    return free <= 0 ? 0 : free + Math.min(aheadLimit, Math.floor(ahead));
  }

  function startUnstarted(): void {
    while (isOpen() && running < concurrency) {
      const job = unstarted.shift();
      if (!job) return;
      startOne(job);
    }
  }

  async function claimMore(limit: number): Promise<number> {
    const claimed = await claim(limit);
    unstarted.push(...claimed);
    return claimed.length;
  }

  async function pump(): Promise<void> {
    again = true;
    startUnstarted();
    if (pumping) return;
    pumping = true;
    try {
      while (again && isOpen()) {
        again = false;
        const limit = unstarted.length > 0 ? 0 : wanted();
        if (limit === 0) return;
        claiming = claimMore(limit);
        const count = await claiming;
        startUnstarted();
        // A full batch means that more may be ready.
        if (count === limit) again = true;
      }
    } finally {
      pumping = false;
    }
  }

  return {
    name,
    pump,
    takeUnstarted: async () => {
      await claiming;
      return unstarted.splice(0);
    },
  };
}
