import { setTimeout as sleep } from "node:timers/promises";
import { type DatabaseOptions, openDatabase } from "#db/client.ts";
import { auditLog, configuration } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { Handlers } from "./handler.ts";
import { startWorker } from "./worker.ts";

/**
 * A worker in a process of its own, for tests that kill or stop one: node worker/testing-process.ts OPTIONS.
 * Its handlers leave rows that tell how often each effect happened.
 */
type Options = {
  target: DatabaseOptions;
  /** Told in every row, to see who wrote it. */
  name: string;
  leaseMs: number;
  heartbeatMs: number;
  workMs: number;
};

const options: Options = JSON.parse(process.argv[2] ?? "{}");
const { db, close } = openDatabase(options.target);
const stopped = new Promise((resolve) => process.once("SIGTERM", resolve));

const handlers: Partial<Handlers> = {
  // An effect and what follows from it, together or not at all, and once however often the handler runs.
  "movie.identify": async ({ payload, job, assertOwned }) => {
    await sleep(Math.random() * 2 * options.workMs);
    await transaction(db, async (tx) => {
      await assertOwned(tx);
      const key = `effect:${payload.movieId}`;
      const made = await tx
        .insert(configuration)
        .values({ key, value: options.name })
        .onConflictDoNothing()
        .returning({ key: configuration.key });
      if (made.length > 0) await enqueue(tx, "movie.publish", payload, { runId: job.runId });
    });
  },
  "movie.publish": async ({ payload, assertOwned }) => {
    await transaction(db, async (tx) => {
      await assertOwned(tx);
      await tx.insert(auditLog).values({ action: "published", entityId: payload.movieId });
    });
  },
  // Says that it has begun, goes on after any pause without looking at its signal, and then writes.
  "movie.enrich": async ({ payload, assertOwned }) => {
    await db.insert(auditLog).values({ action: "begun", entityId: payload.movieId, details: { by: options.name } });
    await sleep(options.workMs);
    await transaction(db, async (tx) => {
      await assertOwned(tx);
      await tx.insert(auditLog).values({ action: "written", entityId: payload.movieId, details: { by: options.name } });
    });
  },
};

process.stdout.write("ready\n");
const worker = await startWorker({
  db,
  handlers,
  leaseMs: options.leaseMs,
  heartbeatMs: options.heartbeatMs,
  backoff: { firstMs: 50, maxMs: 100 },
});
await stopped;
await worker.stop();
await close();
