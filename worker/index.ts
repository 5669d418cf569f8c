import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, getDb } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { migrate } from "#db/migrate.ts";
import { endPresence, forgetOldPresences, recordPresence } from "#lib/jobs/presence.ts";
import { log } from "#lib/log.ts";
import { lookAtClock } from "#lib/recycle/clock.ts";
import { recordYtdlp } from "#lib/trailers/ytdlp-status.ts";
import { startCheckpoints } from "./checkpoints.ts";
import { tellHealth } from "./health-notices.ts";
import { repeat } from "./repeat.ts";
import { enqueueStartScans, runDueSchedules } from "./schedule.ts";
import { watchLibraries } from "./watch.ts";
import { startWorker } from "./worker.ts";

/** The worker process: does jobs, keeps the schedules, and says that it is there. */
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    log.info({ signal }, "The worker lets its jobs end and stops");
    stop.abort();
  });
}

const presenceEveryMs = 10_000;
const tickEveryMs = 20_000;

/** `npm start` migrates before it starts this; where web and worker start by themselves, the web may still be at it. */
async function waitForSchema(): Promise<void> {
  for (let told = false; !stop.signal.aborted; told = true) {
    const { pending } = await migrate("status");
    if (pending.length === 0) return;
    if (!told) log.info({ pending }, "The worker waits until the database is migrated (metarr migrate latest)");
    await sleep(1000);
  }
}

async function main(): Promise<void> {
  await waitForSchema();
  if (stop.signal.aborted) return;
  const db = getDb({ preferIndexes: true });
  const startedAt = new Date().toISOString();
  const tick = async () => {
    try {
      await lookAtClock(db);
      await runDueSchedules(db);
    } catch (error) {
      log.warn({ err: error }, "The schedules could not be looked at");
    }
    try {
      await tellHealth(db);
    } catch (error) {
      log.warn({ err: error }, "Whether somebody has to be told of the health could not be seen");
    }
  };
  // On PostgreSQL pg-boss chooses each minute which worker looks at the schedules.
  const worker = await startWorker({ db, tick: dialect === "postgres" ? tick : undefined });
  const { workerId } = worker;
  const present = async () => {
    try {
      await recordPresence(db, { workerId, startedAt, jobsInHand: worker.size() });
      await recordYtdlp(db);
    } catch (error) {
      log.warn({ err: error }, "The worker could not say that it is there");
    }
  };
  const timers = [repeat(present, presenceEveryMs)];
  if (dialect === "sqlite") timers.push(repeat(tick, tickEveryMs));
  await forgetOldPresences(db);
  await present();
  await tick();
  await enqueueStartScans(db);
  const watch = watchLibraries({ db });
  const checkpoints = startCheckpoints(db);
  log.info({ workerId }, "The worker is ready");
  if (!stop.signal.aborted) await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
  await watch.stop();
  await Promise.all(timers.map((timer) => timer.stop()));
  await worker.stop();
  await endPresence(db, workerId);
  await checkpoints.stop();
  await closeDb();
  log.info({ workerId }, "The worker has stopped");
}

try {
  await main();
} catch (error) {
  log.fatal({ err: error }, "The worker could not go on");
  process.exit(1);
}
