import { sql } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { indexedBy } from "#db/index-hint.ts";
import { execute } from "#db/raw.ts";
import { jobs } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { AppError } from "#lib/errors.ts";
import { ring } from "./bell.ts";
import { definitions, type PayloadOf } from "./catalog.ts";
import type { JobType } from "./vocabulary.ts";

export type EnqueueOptions = {
  /** 1 = first, 10 = last. Default: the catalog's. */
  priority?: number;
  /** Not before this much later, by the database's clock. */
  delayMs?: number;
  /** The user who asked. Absent: automation. */
  createdBy?: number | null;
  /** Groups the jobs of one run. Handlers pass their own job's on to what they enqueue. */
  runId?: string | null;
  /** Null: add it although the same waits already. Absent: the catalog's key. */
  dedupe?: string | null;
};

/**
 * Adds a job within the caller's transaction: it exists if that commits, and the workers are woken then.
 * While a job with the same dedupe key waits, that one is returned instead; it moves up to the better priority and the
 * earlier time, and a person's wish makes it run now. Throws AppError invalid for a payload the catalog refuses.
 */
export async function enqueue<T extends JobType>(
  tx: Tx,
  type: T,
  payload: PayloadOf<T>,
  options: EnqueueOptions = {},
): Promise<number> {
  return enqueueUntyped(tx, type, payload, options);
}

/** The same for a payload that is only known when it runs, such as a schedule's. The catalog checks it. */
export async function enqueueUntyped(
  tx: Tx,
  type: JobType,
  payload: unknown,
  options: EnqueueOptions = {},
): Promise<number> {
  const row = rowOf(type, payload, options);
  const delayed = options.delayMs !== undefined && options.delayMs > 0;
  const [saved] = await tx
    .insert(jobs)
    .values({ ...row, nextRetryAt: delayed ? fromNow(options.delayMs ?? 0) : null })
    .onConflictDoUpdate({
      target: jobs.dedupeKey,
      targetWhere: sql.raw(`"status" = 'pending' and "dedupe_key" is not null`),
      set: {
        priority: sql`case when excluded.priority < ${jobs.priority} then excluded.priority else ${jobs.priority} end`,
        runId: sql`coalesce(${jobs.runId}, excluded.run_id)`,
        // A job that waits for its retry keeps waiting, unless a person asks.
        nextRetryAt: sql`case
          when excluded.created_by is not null then excluded.next_retry
          when ${jobs.startedAt} is not null then ${jobs.nextRetryAt}
          when excluded.next_retry is null or excluded.next_retry < ${jobs.nextRetryAt} then excluded.next_retry
          else ${jobs.nextRetryAt} end`,
      },
    })
    .returning({ jobId: jobs.id });
  if (!saved) throw new Error("The job was not saved.");
  await ring(tx, definitions[type].lane);
  return saved.jobId;
}

/**
 * Adds many jobs of one type at once. Returns how many are new; the others wait already and take over the better
 * priority, and a person's wish makes them run now. One bell for all.
 */
export async function enqueueMany<T extends JobType>(
  tx: Tx,
  type: T,
  payloads: readonly PayloadOf<T>[],
  options: Omit<EnqueueOptions, "dedupe"> = {},
): Promise<number> {
  if (payloads.length === 0) return 0;
  const startAt = options.delayMs ? new Date((await databaseNow(tx)).getTime() + options.delayMs) : null;
  const rows = payloads.map((payload) => ({ ...rowOf(type, payload, options), nextRetryAt: startAt }));
  const added = await bulkInsert(tx, jobs, rows, { onConflict: "ignore", returning: ["id"] });
  if (added.length < rows.length) {
    const keys = rows.flatMap(({ dedupeKey }) => (dedupeKey === null ? [] : [dedupeKey]));
    await raiseWaiting(tx, keys, {
      priority: rows[0]?.priority ?? 10,
      runId: options.runId ?? null,
      isDueNow: startAt === null && typeof options.createdBy === "number",
    });
  }
  await ring(tx, definitions[type].lane);
  return added.length;
}

/** enqueueMany for one job, together with others of its type and origin that are added in this transaction. */
export async function enqueueTogether<T extends JobType>(
  tx: Tx,
  type: T,
  payload: PayloadOf<T>,
  { createdBy, runId }: { createdBy: number | null; runId: string | null },
): Promise<void> {
  await writeTogether(tx, `enqueue ${type} ${createdBy} ${runId}`, payload, (payloads: PayloadOf<T>[]) =>
    enqueueMany(tx, type, payloads, { createdBy, runId }),
  );
}

/** SQLite takes 32,766 parameters in a statement. */
const keysPerStatement = 10_000;

type Raise = { priority: number; runId: string | null; isDueNow: boolean };

async function raiseWaiting(tx: Tx, keys: string[], { priority, runId, isDueNow }: Raise) {
  for (let start = 0; start < keys.length; start += keysPerStatement) {
    const chunk = keys.slice(start, start + keysPerStatement).map((key) => sql`${key}`);
    await execute(
      tx,
      sql`update jobs ${indexedBy("jobs_dedupe_unique")} set priority = case when priority > ${priority} then cast(${priority} as integer) else priority end,
            run_id = coalesce(run_id, ${runId})${isDueNow ? sql`, next_retry = null` : sql``}
          where status = 'pending' and dedupe_key is not null and dedupe_key in (${sql.join(chunk, sql`, `)})
            and (priority > ${priority} or run_id is null${isDueNow ? sql` or next_retry is not null` : sql``})`,
    );
  }
}

function rowOf(type: JobType, payload: unknown, options: EnqueueOptions) {
  const definition = definitions[type];
  const parsed = definition.payload.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "payload"}: ${issue.message}`);
    throw new AppError("invalid", `The job ${type} cannot be added. ${problems.join("; ")}`, { cause: parsed.error });
  }
  const entity = definition.entity(parsed.data);
  return {
    type,
    payload: parsed.data,
    lane: definition.lane,
    priority: options.priority ?? definition.priority,
    maxAttempts: definition.attempts,
    entityType: entity?.entityType ?? null,
    entityId: entity?.entityId ?? null,
    dedupeKey: options.dedupe === undefined ? definition.dedupe(parsed.data) : options.dedupe,
    createdBy: options.createdBy ?? null,
    runId: options.runId ?? null,
  };
}
