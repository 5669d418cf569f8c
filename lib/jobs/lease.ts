import { type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { forUpdate, fromNow } from "#db/clock.ts";
import { execute, rows } from "#db/raw.ts";
import { together } from "#db/together.ts";
import { transaction } from "#db/transaction.ts";
import { JobLost } from "./outcomes.ts";

/** A worker that has not said for this long that it lives has lost its jobs. */
export const leaseMs = 60_000;
export const heartbeatMs = 10_000;

export type Lease = { jobId: number; claimNo: number };

/**
 * Those jobs of the list that are still in the hands they were given to. The ids stand there once more by themselves because
 * both engines look them up by that, and not one by one.
 */
function stillHeld(leases: readonly Lease[]): SQL {
  const ids = leases.map(({ jobId }) => sql`${jobId}`);
  const pairs = leases.map(({ jobId, claimNo }) => sql`(id = ${jobId} and claim_no = ${claimNo})`);
  return sql`id in (${sql.join(ids, sql`, `)}) and status = 'running' and (${sql.join(pairs, sql` or `)})`;
}

/**
 * The same for a statement that writes. PostgreSQL takes the rows in the order of their ids: two that take the same rows in
 * different orders would wait for each other until one of them is refused.
 */
export const stillHeldInOrder = (leases: readonly Lease[], guard: SQL = sql``): SQL =>
  leases.length === 1
    ? sql`${stillHeld(leases)}${guard}`
    : sql`id in (select id from jobs where ${stillHeld(leases)}${guard} order by id ${forUpdate})`;

/** Longer statements keep the event loop for too long on SQLite, and a condition of 1000 parts is its limit. */
export const leasesPerStatement = 100;

/** Says that the worker lives. Returns the jobs it still holds, and which of them somebody wants cancelled. */
export async function renewLeases(
  db: Db,
  leases: readonly Lease[],
): Promise<{ held: Set<number>; cancelled: Set<number> }> {
  const found = await inPieces(leases, (some) =>
    rows<{ id: number; cancel: number }>(
      db,
      sql`update jobs set heartbeat_at = ${fromNow(0)} where ${stillHeldInOrder(some)}
          returning id, case when cancel_requested_at is null then 0 else 1 end as cancel`,
    ),
  );
  return {
    held: new Set(found.map(({ id }) => id)),
    cancelled: new Set(found.flatMap(({ id, cancel }) => (cancel === 1 ? [id] : []))),
  };
}

/** Of the jobs held, those that somebody wants cancelled. Only reads. */
export async function findCancelRequests(db: Db, leases: readonly Lease[]): Promise<Set<number>> {
  const found = await inPieces(leases, (some) =>
    rows<{ id: number }>(db, sql`select id from jobs where cancel_requested_at is not null and ${stillHeld(some)}`),
  );
  return new Set(found.map(({ id }) => id));
}

/** Those with the lowest ids first, for the same reason as in stillHeldInOrder. */
async function inPieces<R>(leases: readonly Lease[], ask: (some: Lease[]) => Promise<R[]>): Promise<R[]> {
  const ordered = leases.toSorted((a, b) => a.jobId - b.jobId);
  const found: R[] = [];
  for (let start = 0; start < ordered.length; start += leasesPerStatement) {
    found.push(...(await ask(ordered.slice(start, start + leasesPerStatement))));
  }
  return found;
}

/**
 * Throws JobLost unless the job is still in these hands, and keeps it there until the transaction ends. For handlers
 * whose late write would do harm: call it first in the transaction.
 */
export async function assertOwned(tx: Tx, { jobId, claimNo }: Lease): Promise<void> {
  const isHeld = await together(tx, "leases", { jobId, claimNo }, async (leases) => {
    // A write, not a read: it holds the rows, so that no sweep can take a job away before the commit.
    const { held } = await renewLeases(tx, leases);
    // One job is never in two hands here: bodies of one transaction are about different things.
    return leases.map((lease) => held.has(lease.jobId));
  });
  if (!isHeld) {
    throw new JobLost(`Job ${jobId} was given to another worker, because this one was silent for too long.`);
  }
}

/** assertOwned for one job, as its handler passes it on. */
export type AssertOwned = (tx: Tx) => Promise<void>;

/**
 * A transaction of work that also runs without a job, as the command line does it: then there is nothing to prove. With
 * a job nothing is kept once the job is in other hands, and JobLost is thrown.
 */
export function ownedTransaction<T>(
  db: Db,
  assertOwned: AssertOwned | undefined,
  body: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction(db, async (tx) => {
    await assertOwned?.(tx);
    return body(tx);
  });
}

export type Progress = { percent: number; note: string | null };

/** How far a job is, as long as it is in these hands. */
export async function writeProgress(db: Db, { jobId, claimNo }: Lease, { percent, note }: Progress): Promise<void> {
  await execute(
    db,
    sql`update jobs set progress = ${Math.round(Math.min(100, Math.max(0, percent)))}, progress_note = ${note}
        where id = ${jobId} and claim_no = ${claimNo} and status = 'running'`,
  );
}
