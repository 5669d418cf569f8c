import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { type Backoff, backoff as usualBackoff } from "#lib/jobs/backoff.ts";
import { lanes as laneSettings } from "#lib/jobs/catalog.ts";
import { type ClaimedJob, claimJobs } from "#lib/jobs/claim.ts";
import { heartbeatMs as usualHeartbeatMs, leaseMs as usualLeaseMs } from "#lib/jobs/lease.ts";
import { JobAborted } from "#lib/jobs/outcomes.ts";
import type { Outcome } from "#lib/jobs/settle.ts";
import { type LaneName, laneNames } from "#lib/jobs/vocabulary.ts";
import { log } from "#lib/log.ts";
import { beatMs, createBeat } from "./beat.ts";
import { executeJob, type HeldJob, holdJob } from "./execute.ts";
import type { Handlers } from "./handler.ts";
import { handlers as everyHandler } from "./handlers/index.ts";
import { createLane, type Lane } from "./lane.ts";
import { listen } from "./listen.ts";
import { createLooker } from "./look.ts";
import { tellEnded } from "./notices.ts";
import { repeat } from "./repeat.ts";
import { createSettler } from "./settler.ts";
import { sweepLostJobs } from "./sweep.ts";
import { createWorkerId } from "./worker-id.ts";

export type WorkerOptions = {
  db: Db;
  /** Default: all. */
  lanes?: readonly LaneName[] | undefined;
  /** Jobs at a time, where it differs from the catalog's. */
  concurrency?: Partial<Record<LaneName, number>> | undefined;
  /** Only jobs of this run. */
  runId?: string | undefined;
  handlers?: Partial<Handlers> | undefined;
  /** PostgreSQL: called each minute in one worker of all. */
  tick?: (() => Promise<void>) | undefined;
  /** After the end of a job is written. */
  onSettled?: ((job: ClaimedJob, outcome: Outcome) => void) | undefined;
  leaseMs?: number | undefined;
  heartbeatMs?: number | undefined;
  backoff?: Backoff | undefined;
  /** How long running jobs may take to end once the worker is told to stop. */
  drainMs?: number | undefined;
};

export type Worker = {
  workerId: string;
  /** Jobs in hand. */
  size(): number;
  /** Takes no new jobs, lets running ones end, then stops and gives back the rest. */
  stop(): Promise<void>;
};

/** A bell may be lost with a connection; so often a worker looks without one. */
const lookEveryMs = 5_000;
const usualDrainMs = 25_000;
/** After the drain, for handlers to heed their signal. With the drain it stays below 30 s. */
const lastWordMs = 3_000;

/** Starts a worker: claim, heartbeat, handler, settle, until it is stopped. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, lanes: names = laneNames, runId, handlers = everyHandler, onSettled } = options;
  const { leaseMs = usualLeaseMs, heartbeatMs = usualHeartbeatMs, backoff = usualBackoff } = options;
  const workerId = createWorkerId();
  const held = new Map<number, HeldJob>();
  const working = new Set<Promise<void>>();
  const settler = createSettler(db, { giveUpMs: leaseMs, tell: tellEnded });
  const beat = createBeat(db, held, { heartbeatMs });
  let open = true;

  /** The same job may be held anew, after its lease was lost and it came back. */
  function drop({ jobId, claimNo }: ClaimedJob): void {
    if (held.get(jobId)?.job.claimNo === claimNo) held.delete(jobId);
  }

  async function settle(job: ClaimedJob, outcome: Outcome): Promise<void> {
    const settled = await settler.settle({ jobId: job.jobId, claimNo: job.claimNo, outcome });
    drop(job);
    beat.changed();
    if (settled) onSettled?.(job, outcome);
    else log.warn({ jobId: job.jobId, job: job.type }, "A job ended here after it was given to another worker");
    // Its retry waits now, or another of its kind may start.
    looker.look();
  }

  /** A job ends once: a handler may end while its job is given back, or long after the worker has stopped. */
  function settleBeside(mine: HeldJob, outcome: Outcome): void {
    if (mine.isEnding) return;
    mine.isEnding = true;
    const writing = settle(mine.job, outcome).finally(() => working.delete(writing));
    working.add(writing);
  }

  /** The place is free when the handler has ended; writing that down goes on beside the next job. */
  async function start(job: ClaimedJob): Promise<void> {
    const mine = held.get(job.jobId);
    // It was lost while it waited for a place here, and may have come back as another claim.
    if (mine?.job.claimNo !== job.claimNo) return;
    const outcome = await executeJob(db, mine, { handlers, backoff });
    if (outcome) settleBeside(mine, outcome);
    else drop(job);
  }

  async function claim(name: LaneName, limit: number): Promise<ClaimedJob[]> {
    try {
      const claimed = await claimJobs(db, { lane: name, limit, workerId, runId });
      for (const job of claimed) held.set(job.jobId, holdJob(job));
      if (claimed.length > 0) beat.changed();
      return claimed;
    } catch (error) {
      log.warn({ err: error, lane: name }, "No jobs could be taken from the database");
      return [];
    }
  }

  async function sweep(): Promise<void> {
    try {
      if ((await sweepLostJobs(db, { leaseMs, backoff, tell: tellEnded })) > 0) looker.look();
    } catch (error) {
      log.warn({ err: error }, "The jobs of dead workers could not be looked for");
    }
  }

  const lanes = names.map((name) =>
    createLane({
      name,
      concurrency: options.concurrency?.[name] ?? laneSettings[name].concurrency,
      isOpen: () => open,
      claim: (limit) => claim(name, limit),
      start,
    }),
  );
  const looker = createLooker({
    db,
    lanes: names,
    runId,
    pump: (ready) => {
      for (const lane of lanes) if (ready.includes(lane.name)) void lane.pump();
    },
  });
  const bell = await listen(db, { lanes: names, wake: looker.look, tick: options.tick, isGuest: runId !== undefined });
  const timers = [
    repeat(beat.beat, beatMs),
    repeat(sweep, Math.min(leaseMs / 4, 15_000)),
    repeat(async () => looker.look(), lookEveryMs),
  ];

  /** Resolves when nothing is in hand, or after the limit. */
  async function drain(limitMs: number): Promise<void> {
    const giveUpAt = performance.now() + limitMs;
    while (held.size > 0 && performance.now() < giveUpAt) await sleep(20);
  }

  /** Beside the drain: the claim under way may wait for a database that is busy. */
  async function giveBack(lane: Lane): Promise<void> {
    for (const job of await lane.takeUnstarted()) {
      settleBeside(held.get(job.jobId) ?? holdJob(job), { kind: "released" });
    }
  }

  async function stop(): Promise<void> {
    if (!open) return;
    open = false;
    looker.close();
    await bell.close();
    const givingBack = Promise.all(lanes.map(giveBack));
    await drain(options.drainMs ?? usualDrainMs);
    for (const { controller } of held.values()) {
      controller.abort(new JobAborted("stopping", "The worker is stopping."));
    }
    await drain(lastWordMs);
    for (const mine of [...held.values()]) settleBeside(mine, { kind: "released" });
    await givingBack;
    await Promise.all(working);
    await Promise.all(timers.map((timer) => timer.stop()));
    await beat.beat();
  }

  await sweep();
  looker.look();
  return { workerId, size: () => held.size, stop };
}
