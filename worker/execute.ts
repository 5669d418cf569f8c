import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { type Backoff, retryDelayMs } from "#lib/jobs/backoff.ts";
import { definitions } from "#lib/jobs/catalog.ts";
import type { ClaimedJob } from "#lib/jobs/claim.ts";
import { assertOwned, type Progress } from "#lib/jobs/lease.ts";
import { type AbortCause, describeError, JobAborted, JobLost, Permanent, RetryLater } from "#lib/jobs/outcomes.ts";
import type { Outcome } from "#lib/jobs/settle.ts";
import { isJobType, type JobType } from "#lib/jobs/vocabulary.ts";
import { log } from "#lib/log.ts";
import type { OverridesByProvider } from "#lib/providers/open.ts";
import { type Handlers, parsePayload } from "./handler.ts";

/** A job while this process has it. */
export type HeldJob = {
  job: ClaimedJob;
  controller: AbortController;
  /** Said by the handler and not written yet. */
  unsaved: Progress | undefined;
  /** Its end is being written: nothing else is said of it any more. */
  isEnding: boolean;
};

export function holdJob(job: ClaimedJob): HeldJob {
  return { job, controller: new AbortController(), unsaved: undefined, isEnding: false };
}

/** How long a handler may take to stop after its signal is aborted. Then it is left behind. */
const graceMs = 20_000;

const minutes = (ms: number) =>
  ms >= 120_000 ? `${Math.round(ms / 60_000)} minutes` : `${Math.round(ms / 1000)} seconds`;

/** Runs the handler of a job to its end. Returns how it ended, or undefined when the job is no longer ours. */
export async function executeJob(
  db: Db,
  held: HeldJob,
  options: { handlers: Partial<Handlers>; backoff: Backoff; providers?: OverridesByProvider | undefined },
): Promise<Outcome | undefined> {
  const { job, controller } = held;
  if (!isJobType(job.type)) return { kind: "failed", error: `This version of Metarr knows no job named ${job.type}.` };
  const { timeoutMs } = definitions[job.type];
  const timer = setTimeout(
    () => controller.abort(new JobAborted("timeout", `It ran for more than ${minutes(timeoutMs)} and was stopped.`)),
    timeoutMs,
  );
  timer.unref();
  try {
    const result = await untilAbandoned(callHandler(db, held, job.type, options), controller.signal);
    return { kind: "completed", ...(result ? { result } : {}) };
  } catch (error) {
    return outcomeOf(error, held, options.backoff);
  } finally {
    clearTimeout(timer);
  }
}

async function callHandler<T extends JobType>(
  db: Db,
  held: HeldJob,
  type: T,
  { handlers, providers }: { handlers: Partial<Handlers>; providers?: OverridesByProvider | undefined },
) {
  const { job, controller } = held;
  // Cancelled or lost while it waited for a place.
  controller.signal.throwIfAborted();
  const handler: Handlers[T] | undefined = handlers[type];
  if (!handler) throw new Permanent(`This worker does not do ${type}.`);
  const payload = parseOrFail(type, job.payload);
  return handler({
    db,
    payload,
    job,
    signal: controller.signal,
    progress: (percent, note) => {
      held.unsaved = { percent, note: note ?? null };
    },
    log: log.child({ jobId: job.jobId, job: type }),
    assertOwned: (tx) => assertOwned(tx, job),
    providers,
  });
}

function parseOrFail<T extends JobType>(type: T, payload: unknown) {
  try {
    return parsePayload(type, payload);
  } catch (error) {
    throw new Permanent("What the job was told does not fit this version of Metarr.", { cause: error });
  }
}

/** The handler's own end, or, when it does not heed its signal, the reason of the abort some time later. */
async function untilAbandoned<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const abandoned = new Promise<never>((_, reject) => {
    const onAbort = () => {
      // Rejected by `over` once the handler has ended, which is what should happen.
      sleep(graceMs, undefined, { signal: over.signal, ref: false }).then(
        () => reject(signal.reason),
        () => undefined,
      );
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    // A reason of our own: the one that is made otherwise reads the stack, for every job.
    over.abort(null);
  }
}

function outcomeOf(error: unknown, { job, controller }: HeldJob, backoff: Backoff): Outcome | undefined {
  const { reason }: { reason: unknown } = controller.signal;
  if (error instanceof JobLost) return undefined;
  if (reason instanceof JobAborted) {
    const onAbort: Record<AbortCause, () => Outcome | undefined> = {
      cancelled: () => ({ kind: "cancelled" }),
      lost: () => undefined,
      stopping: () => ({ kind: "released" }),
      timeout: () => failedRun(reason, job, backoff),
    };
    return onAbort[reason.abortCause]();
  }
  if (error instanceof RetryLater) return { kind: "later", delayMs: error.delayMs, reason: error.message };
  log.warn({ err: error, jobId: job.jobId, job: job.type, attempt: job.attempts }, "A job failed");
  return failedRun(error, job, backoff);
}

function failedRun(error: unknown, job: ClaimedJob, backoff: Backoff): Outcome {
  const text = describeError(error);
  if (error instanceof Permanent || job.attempts >= job.maxAttempts) return { kind: "failed", error: text };
  return { kind: "retry", delayMs: retryDelayMs(job.attempts, backoff), error: text };
}
