import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { type Settlement, settleJobs, type TellEnded } from "#lib/jobs/settle.ts";
import { log } from "#lib/log.ts";

/** Ends written together. Enough to make no-op jobs cheap, small enough to keep the transaction short. */
const batch = 100;

export type Settler = {
  /** Resolves once it is written: to true, or to false when the job was no longer ours. */
  settle(settlement: Settlement): Promise<boolean>;
};

/** Writes the ends of jobs, as many at once as have come together while the last write ran. */
export function createSettler(db: Db, { giveUpMs, tell }: { giveUpMs: number; tell?: TellEnded | undefined }): Settler {
  const waiting: { settlement: Settlement; done: (settled: boolean) => void }[] = [];
  let isWriting = false;

  async function flush(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, batch);
      const settled = await write(taken.map(({ settlement }) => settlement));
      for (const { settlement, done } of taken) done(settled.has(settlement.jobId));
    }
    // In the same step as the look above: an end that came between the two would wait for the one after it.
    isWriting = false;
  }

  /** After the lease is over there is nothing to write any more, so it stops trying then. */
  async function write(settlements: Settlement[]): Promise<Set<number>> {
    const giveUpAt = performance.now() + giveUpMs;
    for (let tries = 1; ; tries += 1) {
      try {
        // That nobody hears of it must not keep a job from ending.
        return await settleJobs(db, settlements, { tell: tries < 3 ? tell : undefined });
      } catch (error) {
        log.error({ err: error, jobs: settlements.length }, "The end of some jobs could not be written");
        if (performance.now() > giveUpAt) return new Set();
        await sleep(500);
      }
    }
  }

  return {
    settle(settlement) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.push({ settlement, done: resolve });
      void flush();
      return promise;
    },
  };
}
