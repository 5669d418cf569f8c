import type { Logger } from "pino";
import type { Db } from "#db/client.ts";
import { catalog, type JobDefinition, type PayloadOf } from "#lib/jobs/catalog.ts";
import type { ClaimedJob } from "#lib/jobs/claim.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import type { JobResult } from "#lib/jobs/settle.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import type { OverridesByProvider } from "#lib/providers/open.ts";

/** What a handler gets. It is called again after a crash, so it must come to the same end when run twice. */
export type JobContext<T extends JobType> = {
  db: Db;
  payload: PayloadOf<T>;
  job: ClaimedJob;
  /** Aborted on cancel, timeout, loss of the lease and shutdown. Hand it to fetch, child processes and loops. */
  signal: AbortSignal;
  /** Kept in memory and written once a second at most. 0 to 100. */
  progress(percent: number, note?: string): void;
  log: Logger;
  /**
   * First thing in a transaction whose late write would do harm: throws when another worker has the job by now. Hand it to
   * what opens transactions of its own.
   */
  assertOwned: AssertOwned;
  /** How films and series are asked for, where it differs from the settings: tests shorten the waits. */
  providers?: OverridesByProvider | undefined;
};

/**
 * Does one job. What it returns is kept as the job's result. Throws RetryLater or Permanent of lib/jobs/outcomes.ts to
 * say so; any other error is tried again after a while, as often as the catalog says.
 */
export type Handler<T extends JobType> = (
  context: JobContext<T>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a result is a function without return
) => Promise<JobResult | void>;

export type Handlers = { [T in JobType]: Handler<T> };

const typedCatalog: { [T in JobType]: JobDefinition<PayloadOf<T>> } = catalog;

/** The payload as the catalog declares it. Throws a ZodError. */
export const parsePayload = <T extends JobType>(type: T, payload: unknown): PayloadOf<T> =>
  typedCatalog[type].payload.parse(payload);
