import type { PgBoss } from "pg-boss";
import type { Db } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { bellQueue, onRingHere, startBoss } from "#lib/jobs/bell.ts";
import { onChange } from "#lib/jobs/changes.ts";
import { type LaneName, laneNames } from "#lib/jobs/vocabulary.ts";

export type Bell = { close(): Promise<void> };

type Ear = {
  lanes: readonly LaneName[];
  wake: () => void;
  tick?: (() => Promise<void>) | undefined;
  /** A worker of one run hears notifications, but leaves the messages to those that do everything. */
  isGuest?: boolean | undefined;
};

/** How often a worker looks whether the SQLite file changed. */
const lookEveryMs = 250;

/**
 * Wakes a worker: at once on bells of this process and on PostgreSQL's notifications, and within `lookEveryMs` for what
 * other processes write into a SQLite file. On PostgreSQL the messages of pg-boss wake it too, also those left while
 * no worker was there, and each minute one worker of all gets the tick for schedules.
 */
export async function listen(db: Db, { lanes, wake, tick, isGuest = false }: Ear): Promise<Bell> {
  const names = new Set<string>(lanes);
  const stopHere = onRingHere((lane) => names.has(lane) && wake());
  const changes = await onChange(db, {
    everyMs: lookEveryMs,
    heard: (payload) => (payload === "" || names.has(payload)) && wake(),
  });
  const target = targetOf(db);
  const boss =
    target.type === "postgres" && !isGuest ? await openWorkerBoss(target.url, { lanes, wake, tick }) : undefined;
  return {
    close: async () => {
      stopHere();
      await changes.close();
      await boss?.stop({ graceful: false });
    },
  };
}

/** pg-boss queue whose message says that the minute's schedules are to be looked at. */
const tickQueue = "schedules.tick";

async function openWorkerBoss(url: string, { lanes, wake, tick }: Ear): Promise<PgBoss> {
  const boss = await startBoss(url, { supervise: true, schedule: tick !== undefined, max: 3, useListenNotify: true });
  for (const lane of laneNames.filter((name) => lanes.includes(name))) {
    await boss.work(bellQueue(lane), { pollingIntervalSeconds: 2 }, async () => wake());
  }
  if (tick) {
    await boss.createQueue(tickQueue, { policy: "short", notify: true, retryLimit: 0, deleteAfterSeconds: 60 });
    await boss.schedule(tickQueue, "* * * * *");
    await boss.work(tickQueue, { pollingIntervalSeconds: 10 }, () => tick());
  }
  return boss;
}
