import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { indexedBy } from "#db/index-hint.ts";
import { rows } from "#db/raw.ts";
import { transaction } from "#db/transaction.ts";
import { type Lease, leasesPerStatement, stillHeldInOrder } from "./lease.ts";

export type JobResult = Record<string, unknown>;

/** How a run of a job ended. */
export type Outcome =
  | { kind: "completed"; result?: JobResult | undefined }
  | { kind: "failed"; error: string }
  /** Counts as an attempt. */
  | { kind: "retry"; delayMs: number; error: string }
  /** Does not. */
  | { kind: "later"; delayMs: number; reason: string }
  | { kind: "cancelled" }
  /** The worker stops before the job is done: another one starts it anew. */
  | { kind: "released" };

/** Only a run that is still the current one may end its job. */
export type Settlement = Lease & { outcome: Outcome };

/**
 * Tells of runs that ended, in the transaction that writes their end: those that failed for good, and those with a result.
 * Jobs know nothing of who is told; the worker passes it in.
 */
export type TellEnded = (tx: Tx, ended: readonly Settlement[]) => Promise<void>;

const finished = sql`completed_at = ${fromNow(0)}, heartbeat_at = null, next_retry = null`;
// Unless somebody wanted it cancelled meanwhile.
const again = sql`status = case when cancel_requested_at is null then 'pending' else 'cancelled' end,
  completed_at = case when cancel_requested_at is null then null else ${fromNow(0)} end,
  heartbeat_at = null, progress = 0, progress_note = null`;
// A second job of this key may have been added while this one ran, and only one of them can wait under it.
const ownKey = sql`dedupe_key = case when exists (
  select 1 from jobs other ${indexedBy("jobs_dedupe_unique")} where other.dedupe_key = jobs.dedupe_key
    and other.dedupe_key is not null and other.status = 'pending'
) then null else dedupe_key end`;
const noKey = sql`dedupe_key = null`;

function assignments(outcome: Outcome, key: SQL): SQL {
  switch (outcome.kind) {
    case "completed": {
      const result = outcome.result === undefined ? sql`null` : jsonParam(outcome.result);
      return sql`status = 'completed', progress = 100, error = null, result = ${result}, ${finished}`;
    }
    case "failed":
      return sql`status = 'failed', error = ${storable(outcome.error)}, ${finished}`;
    case "cancelled":
      return sql`status = 'cancelled', ${finished}`;
    case "retry":
      return sql`error = ${storable(outcome.error)}, next_retry = ${fromNow(outcome.delayMs)}, ${again}, ${key}`;
    case "later":
      return sql`attempts = attempts - 1, error = ${storable(outcome.reason)},
        next_retry = ${fromNow(outcome.delayMs)}, ${again}, ${key}`;
    case "released":
      return sql`attempts = attempts - 1, next_retry = null, ${again}, ${key}`;
  }
}

/** An untyped parameter: PostgreSQL reads it as the jsonb of the column, SQLite keeps the text. */
const jsonParam = (value: JobResult): SQL =>
  sql`${JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storable(part) : part))}`;

/** Errors and results quote files and answers. PostgreSQL takes no NUL and no half of a character, and ends are written together. */
const storable = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/**
 * Writes how runs ended, all of them in one transaction. Returns the ids that were still in these hands; for the others the
 * lease was lost, and nothing is written. `staleMs`: only those without a heartbeat for so long.
 */
export async function settleJobs(
  db: Db,
  settlements: readonly Settlement[],
  options: { staleMs?: number; tell?: TellEnded | undefined } = {},
): Promise<Set<number>> {
  if (settlements.length === 0) return new Set();
  const guard = options.staleMs === undefined ? sql`` : sql` and heartbeat_at < ${fromNow(-options.staleMs)}`;
  const groups = groupAlike(settlements);
  const write = async (tx: Db, key: SQL) => {
    const settled = new Set<number>();
    for (const { outcome, members } of groups) {
      const found = await rows<{ id: number }>(
        tx,
        sql`update jobs set ${assignments(outcome, key)}
            where ${stillHeldInOrder(members, guard)} returning id`,
      );
      for (const { id } of found) settled.add(id);
    }
    return settled;
  };
  const { tell } = options;
  const news = tell === undefined ? [] : settlements.filter(isNews);
  const writeAndTell = async (tx: Tx, key: SQL) => {
    const settled = await write(tx, key);
    const told = news.filter(({ jobId }) => settled.has(jobId));
    if (tell !== undefined && told.length > 0) await tell(tx, told);
    return settled;
  };
  const [only, ...others] = groups;
  // One statement is a transaction of its own.
  const all = (key: SQL) =>
    only && others.length === 0 && news.length === 0
      ? write(db, key)
      : transaction(db, (tx: Tx) => writeAndTell(tx, key));
  try {
    return await all(ownKey);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return await all(noKey);
  }
}

const isNews = ({ outcome }: Settlement): boolean =>
  outcome.kind === "failed" || (outcome.kind === "completed" && outcome.result !== undefined);

/** Completions without a result are all alike and need one statement together. */
function groupAlike(settlements: readonly Settlement[]): { outcome: Outcome; members: Settlement[] }[] {
  const ordered = settlements.toSorted((a, b) => a.jobId - b.jobId);
  const isPlain = ({ outcome }: Settlement) => outcome.kind === "completed" && outcome.result === undefined;
  const plain = ordered.filter(isPlain);
  const groups = ordered
    .filter((settlement) => !isPlain(settlement))
    .map((settlement) => ({ outcome: settlement.outcome, members: [settlement] }));
  for (let start = 0; start < plain.length; start += leasesPerStatement) {
    groups.push({ outcome: { kind: "completed" }, members: plain.slice(start, start + leasesPerStatement) });
  }
  return groups;
}
