import { sql } from "drizzle-orm";
import { type Db, openPostgresConnection, openSqliteConnection, sqliteFile } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { execute } from "#db/raw.ts";
import { transaction } from "#db/transaction.ts";
import { claimJobs } from "#lib/jobs/claim.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { countRun } from "#lib/jobs/queries.ts";
import { startWorker } from "#worker/worker.ts";
import { type Bench, repeat } from "./bench.ts";
import { openFresh } from "./open.ts";

const jobCount = Number(process.env.BENCH_JOBS ?? 100_000);
const rounds = 3;
const workers = 4;

const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

async function fill(db: Db, count: number): Promise<void> {
  await execute(db, sql`delete from jobs`);
  const payloads = Array.from({ length: count }, (_, index) => ({ movieId: index + 1 }));
  await transaction(db, (tx) => enqueueMany(tx, "movie.identify", payloads, { runId: "bench" }));
  if (dialect === "postgres") await execute(db, sql`analyze jobs`);
}

/** Jobs a second through whole workers whose handler does nothing. */
async function measureOurs(db: Db): Promise<number> {
  await fill(db, jobCount);
  let settled = 0;
  const all = Promise.withResolvers<void>();
  const startedAt = performance.now();
  const running = await Promise.all(
    Array.from({ length: workers }, () =>
      startWorker({
        db,
        lanes: ["providers"],
        handlers: { "movie.identify": async () => undefined },
        onSettled: () => {
          settled += 1;
          if (settled === jobCount) all.resolve();
        },
      }),
    ),
  );
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(running.map((worker) => worker.stop()));
  const { completed } = await countRun(db, "bench");
  if (completed !== jobCount) throw new Error(`Only ${completed} of ${jobCount} jobs were completed.`);
  return jobCount / seconds;
}

const claimOne = (now: string, lock: string) => `update jobs set status = 'running', attempts = attempts + 1,
  claim_no = claim_no + 1, worker_id = 'raw', started_at = ${now}, heartbeat_at = ${now}
  where id = (select id from jobs where lane = 'providers' and status = 'pending' and next_retry is null
    order by priority, id limit 1 ${lock}) returning id, claim_no, payload`;
const completeOne = (now: string, one: string, two: string) => `update jobs set status = 'completed',
  completed_at = ${now}, heartbeat_at = null, progress = 100 where id = ${one} and claim_no = ${two}`;

/** Jobs a second of the least one can do: claim one, complete it, straight on the driver, as many loops as workers. */
async function measureFloor(db: Db): Promise<number> {
  await fill(db, jobCount);
  const target = targetOf(db);
  const startedAt = performance.now();
  if (target.type === "sqlite") rawSqliteLoop(target.dataDir);
  else await Promise.all(Array.from({ length: workers }, () => rawPostgresLoop(target.url)));
  return jobCount / ((performance.now() - startedAt) / 1000);
}

function rawSqliteLoop(dataDir: string): void {
  const connection = openSqliteConnection(sqliteFile(dataDir));
  connection.pragma("busy_timeout = 10000");
  const now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
  const claim = connection.prepare<[], { id: number; claim_no: number }>(claimOne(now, ""));
  const complete = connection.prepare(completeOne(now, "?", "?"));
  for (let job = claim.get(); job; job = claim.get()) complete.run(job.id, job.claim_no);
  connection.close();
}

async function rawPostgresLoop(url: string): Promise<void> {
  const connection = openPostgresConnection(url);
  const claim = claimOne("now()", "for update skip locked");
  const complete = completeOne("now()", "$1", "$2");
  for (;;) {
    const [job] = await connection.unsafe<{ id: number; claim_no: number }[]>(claim, [], { prepare: true });
    if (!job) break;
    await connection.unsafe(complete, [job.id, job.claim_no], { prepare: true });
  }
  await connection.end();
}

/** How long one claim of ten jobs takes at a length of the queue, 95 of 100 times. */
async function measureClaim(db: Db, count: number): Promise<number> {
  await fill(db, count);
  const tookMs: number[] = [];
  for (let index = 0; index < 90; index++) {
    const startedAt = performance.now();
    await claimJobs(db, { lane: "providers", limit: 10, workerId: "bench/1/1/x" });
    tookMs.push(performance.now() - startedAt);
  }
  return p95(tookMs);
}

/**
 * The queue against a bare claim loop on the same tables, and how much longer a claim takes in a long queue.
 * A whole worker beats the loop where one claim and one completion each cost a commit, because it does both in batches.
 */
export const queue: Bench = async ({ engine }) => {
  const { db, close } = await openFresh(engine);
  try {
    const floor = await repeat(rounds, () => measureFloor(db));
    const ours = await repeat(rounds, () => measureOurs(db));
    const shortMs = await measureClaim(db, 1000);
    const longMs = await measureClaim(db, jobCount);
    return {
      name: "queue",
      workload: `${jobCount} no-op jobs, ${workers} workers`,
      floor: "claim one, complete it, straight on the driver",
      rows: [
        {
          metric: "throughput",
          ours: ours.median,
          floor: floor.median,
          unit: "jobs/s",
          ratio: ours.median / floor.median,
          target: { atLeast: 0.5 },
          spread: { min: ours.min / floor.median, max: ours.max / floor.median },
        },
        {
          metric: `claim p95 at ${jobCount} against at 1000`,
          ours: longMs,
          floor: shortMs,
          unit: "ms",
          ratio: longMs / shortMs,
          target: { atMost: 3 },
        },
      ],
    };
  } finally {
    await close();
  }
};
