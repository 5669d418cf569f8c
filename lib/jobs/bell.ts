import { EventEmitter } from "node:events";
import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Db, Tx } from "#db/client.ts";
import { asPostgres, beforeClose, handleOf, targetOf } from "#db/handle.ts";
import { execute, rows } from "#db/raw.ts";
import { onCommit } from "#db/transaction.ts";
import { log } from "#lib/log.ts";
import { type LaneName, laneNames } from "./vocabulary.ts";

/** Name of the pg-boss queue that carries the bell of a lane. */
export const bellQueue = (lane: LaneName) => `lane.${lane}`;
/** PostgreSQL channel that every enqueue and every change of a job is announced on. The payload is a lane, or empty. */
export const jobsChannel = "metarr_jobs";

type Sender = { opening: Promise<PgBoss>; ready: PgBoss | undefined };
type Shared = { here: EventEmitter; senders: Map<string, Sender>; rung: WeakMap<object, Set<LaneName>> };

// Next loads this module several times in a process, and all of them have to meet.
const key = Symbol.for("metarr.jobs.bell");
const holder: typeof globalThis & { [key]?: Shared } = globalThis;
holder[key] ??= { here: new EventEmitter().setMaxListeners(0), senders: new Map(), rung: new WeakMap() };
const shared = holder[key];

/**
 * Wakes the workers of a lane once the transaction commits; a rollback rings nothing.
 * PostgreSQL: one waiting message in pg-boss, which a worker finds even if it was away, and a notification for those
 * that listen. SQLite: workers of this process; others see the file change.
 */
export async function ring(tx: Tx, lane: LaneName): Promise<void> {
  const { kind, scope } = handleOf(tx);
  const done = scope ? (shared.rung.get(scope) ?? new Set()) : new Set<LaneName>();
  if (done.has(lane)) return;
  if (scope) shared.rung.set(scope, done.add(lane));
  if (kind === "postgres") await ringPostgres(tx, lane);
  onCommit(tx, () => shared.here.emit("ring", lane));
}

async function ringPostgres(tx: Tx, lane: LaneName): Promise<void> {
  const queue = bellQueue(lane);
  // Without the lock, transactions that ring one lane at a time would wait for each other and then run again.
  // Whoever gets it leaves the message; the others' notifications arrive with their own commits.
  const [found] = await rows<{ vacant: number }>(
    tx,
    sql`select pg_notify(${jobsChannel}, ${lane}), case when not exists (
          select 1 from pgboss.job where name = ${queue} and state = 'created' and policy = 'short'
        ) and pg_try_advisory_xact_lock(hashtextextended(${queue}, 0)) then 1 else 0 end as vacant`,
  );
  if (found?.vacant !== 1) return;
  // The first ring of a process starts the sender and leaves no message: a transaction does not wait for connections, the
  // notification is heard by every worker there is, and one that starts later looks first.
  await senderOf(tx).ready?.send(queue, null, { db: fromDrizzle(asPostgres(tx), sql) });
}

/** Tells open pages that jobs changed. Inside a transaction it is told when that commits. */
export async function announceJobs(db: Db): Promise<void> {
  if (handleOf(db).kind === "postgres") await execute(db, sql`select pg_notify(${jobsChannel}, '')`);
}

/** Calls back for every bell rung in this process. Returns the function that ends it. */
export function onRingHere(listener: (lane: LaneName) => void): () => void {
  shared.here.on("ring", listener);
  return () => void shared.here.off("ring", listener);
}

/** PostgreSQL: the pg-boss of this process that sends; closed with the database. Makes the queues when they are missing. */
function senderOf(db: Db): Sender {
  const target = targetOf(db);
  if (target.type !== "postgres") throw new Error("The bell of SQLite needs no pg-boss.");
  const { url } = target;
  const known = shared.senders.get(url);
  if (known) return known;
  const sender: Sender = { opening: startBoss(url, { supervise: false, schedule: false, max: 1 }), ready: undefined };
  shared.senders.set(url, sender);
  const forget = () => shared.senders.get(url) === sender && shared.senders.delete(url);
  beforeClose(db, async () => {
    forget();
    // One that did not start has nothing to stop.
    const [started] = await Promise.allSettled([sender.opening]);
    if (started.status === "fulfilled") await started.value.stop({ graceful: false });
  });
  sender.opening.then(
    (boss) => {
      sender.ready = boss;
    },
    (error: unknown) => {
      // A server that is away now may be back at the next ring.
      forget();
      log.warn({ err: error }, "The bell of the job queue did not start");
    },
  );
  return sender;
}

/** Starts a pg-boss over the schema that the migrator made. */
export async function startBoss(
  url: string,
  options: { supervise: boolean; schedule: boolean; max: number; useListenNotify?: boolean },
): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, schema: "pgboss", migrate: false, createSchema: false, ...options });
  boss.on("error", (error) => log.warn({ err: error }, "The bell of the job queue had a problem"));
  await boss.start();
  try {
    await makeQueues(boss);
  } catch (error) {
    // What has started would keep the process alive.
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
  return boss;
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const present = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const lane of laneNames) {
    const name = bellQueue(lane);
    // At most one message waits per lane; a message that was heard is worth nothing a minute later.
    if (!present.has(name)) await boss.createQueue(name, { policy: "short", notify: true, deleteAfterSeconds: 60 });
  }
}
