import type { Db } from "#db/client.ts";
import { listLowDisks } from "#lib/health/low-disks.ts";
import type { LowDisk } from "#lib/health/low-disks-vocabulary.ts";
import { log } from "#lib/log.ts";

/** With the 30 seconds after which open pages ask again, a full disk is told within a minute (R8). */
const lookAgainMs = 20_000;

type Known = { disks: LowDisk[]; lookedAt: number; isLooking: boolean };
const known = new WeakMap<Db, Known>();

/**
 * The disks that were nearly full when they were last looked at. Looks again at most every 20 seconds, and no page waits
 * for it: `onChange` is called when they are others than before.
 */
export function recentLowDisks(db: Db, onChange: () => void): LowDisk[] {
  const state = known.get(db) ?? { disks: [], lookedAt: Number.NEGATIVE_INFINITY, isLooking: false };
  known.set(db, state);
  if (!state.isLooking && performance.now() - state.lookedAt > lookAgainMs) {
    state.isLooking = true;
    listLowDisks(db)
      .then((disks) => {
        const isNew = JSON.stringify(disks) !== JSON.stringify(state.disks);
        state.disks = disks;
        if (isNew) onChange();
      })
      .catch((error: unknown) => log.warn({ err: error }, "The free space of the disks could not be read"))
      .finally(() => {
        state.isLooking = false;
        state.lookedAt = performance.now();
      });
  }
  return state.disks;
}
